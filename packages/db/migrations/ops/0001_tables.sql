CREATE TABLE `db_meta` (
	`key` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL,
	`updated_at` integer NOT NULL
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `idempotency_keys` (
	`tenant_id` text NOT NULL,
	`client_id` text NOT NULL,
	`key` text NOT NULL,
	`command` text NOT NULL,
	`body_sha256` blob NOT NULL,
	`state` text NOT NULL,
	`status` integer,
	`response` blob,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	CONSTRAINT `idempotency_keys_pk` PRIMARY KEY(`client_id`, `key`),
	CONSTRAINT "idempotency_keys_state_check" CHECK("state" = 'in_flight' or "state" = 'done')
) STRICT;
--> statement-breakpoint
CREATE TABLE `outbox` (
	`seq` integer PRIMARY KEY AUTOINCREMENT,
	`event_id` text NOT NULL,
	`lineage` text NOT NULL,
	`aggregate_type` text NOT NULL,
	`aggregate_id` text NOT NULL,
	`aggregate_seq` integer NOT NULL,
	`type` text NOT NULL,
	`schema` integer NOT NULL,
	`payload` blob NOT NULL,
	`sha256` blob NOT NULL,
	`hlc` text NOT NULL,
	`wall_time` integer NOT NULL,
	`catalogue_version` integer NOT NULL,
	`state` text NOT NULL,
	`attempts` integer NOT NULL,
	`next_attempt_at` integer NOT NULL,
	`last_code` text,
	`acked_at` integer,
	CONSTRAINT "outbox_state_check" CHECK("state" = 'pending' or "state" = 'sent' or "state" = 'acked' or "state" = 'parked' or "state" = 'blocked')
) STRICT;
--> statement-breakpoint
CREATE TABLE `inbox` (
	`tenant_id` text NOT NULL,
	`event_id` text PRIMARY KEY NOT NULL,
	`store_id` text NOT NULL,
	`lineage` text NOT NULL,
	`seq` integer NOT NULL,
	`type` text NOT NULL,
	`schema` integer NOT NULL,
	`sha256` blob NOT NULL,
	`verdict` text NOT NULL,
	`codes` text,
	`response` blob NOT NULL,
	`received_at` integer NOT NULL,
	CONSTRAINT "inbox_verdict_check" CHECK("verdict" = 'applied' or "verdict" = 'accepted_flagged' or "verdict" = 'parked' or "verdict" = 'blocked')
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `aggregate_heads` (
	`tenant_id` text NOT NULL,
	`store_id` text NOT NULL,
	`aggregate_type` text NOT NULL,
	`aggregate_id` text NOT NULL,
	`last_seq` integer NOT NULL,
	`blocked_by_event_id` text,
	CONSTRAINT `aggregate_heads_pk` PRIMARY KEY(`store_id`, `aggregate_type`, `aggregate_id`)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `quarantine` (
	`tenant_id` text NOT NULL,
	`event_id` text NOT NULL,
	`store_id` text NOT NULL,
	`lineage` text NOT NULL,
	`seq` integer NOT NULL,
	`type` text NOT NULL,
	`raw` blob NOT NULL,
	`sha256` blob NOT NULL,
	`code` text NOT NULL,
	`detail` text NOT NULL,
	`attempts` integer NOT NULL,
	`state` text NOT NULL,
	`correction` text,
	`settled_by_id` text,
	`settled_at` integer,
	`parked_at` integer NOT NULL,
	CONSTRAINT `quarantine_pk` PRIMARY KEY(`event_id`, `sha256`),
	CONSTRAINT "quarantine_state_check" CHECK("state" = 'parked' or "state" = 'repaired' or "state" = 'discarded')
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `lineages` (
	`tenant_id` text NOT NULL,
	`id` text PRIMARY KEY NOT NULL,
	`store_id` text NOT NULL,
	`device_id` text NOT NULL,
	`reason` text NOT NULL,
	`started_at` integer NOT NULL,
	`ended_at` integer,
	`last_seq` integer NOT NULL,
	`last_sha256` blob,
	CONSTRAINT "lineages_reason_check" CHECK("reason" = 'created' or "reason" = 'restored' or "reason" = 'cloned' or "reason" = 'forked' or "reason" = 'replaced')
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `sync_peers` (
	`tenant_id` text NOT NULL,
	`peer_kind` text NOT NULL,
	`peer_id` text NOT NULL,
	`last_seen_at` integer NOT NULL,
	`epoch` text,
	`pull_version` integer NOT NULL,
	`push_lineage` text,
	`push_seq` integer NOT NULL,
	`pending` integer NOT NULL,
	`oldest_pending_at` integer,
	`app_version` text NOT NULL,
	`schema_hash` blob NOT NULL,
	`clock_offset_ms` integer NOT NULL,
	CONSTRAINT `sync_peers_pk` PRIMARY KEY(`peer_kind`, `peer_id`),
	CONSTRAINT "sync_peers_peer_kind_check" CHECK("peer_kind" = 'store' or "peer_kind" = 'device' or "peer_kind" = 'shop')
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `store_identity` (
	`singleton` integer PRIMARY KEY,
	`tenant_id` text NOT NULL,
	`store_id` text NOT NULL,
	`hq_epoch` text,
	`database_id` text NOT NULL,
	`lineage` text NOT NULL,
	`provisioned_at` integer NOT NULL,
	`key_thumbprint` text NOT NULL,
	CONSTRAINT "store_identity_singleton_rule" CHECK("singleton" = 1)
) STRICT;
--> statement-breakpoint
CREATE TABLE `register_leases` (
	`register_id` text PRIMARY KEY NOT NULL,
	`device_id` text NOT NULL,
	`lineage` text NOT NULL,
	`tab` text NOT NULL,
	`fence` integer NOT NULL,
	`acquired_at` integer NOT NULL,
	`expires_at` integer NOT NULL
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `number_series` (
	`tenant_id` text NOT NULL,
	`id` text PRIMARY KEY NOT NULL,
	`store_id` text NOT NULL,
	`register_id` text,
	`document` text NOT NULL,
	`code` text NOT NULL,
	`lineage` text,
	`last_number` integer NOT NULL,
	`last_hash` blob,
	`opened_at` integer NOT NULL,
	`closed_at` integer,
	`close_reason` text,
	CONSTRAINT "number_series_document_check" CHECK("document" = 'sale' or "document" = 'void' or "document" = 'z' or "document" = 'supplement' or "document" = 'zz' or "document" = 'invoice' or "document" = 'credit_note' or "document" = 'transfer' or "document" = 'purchase_order' or "document" = 'delivery' or "document" = 'count' or "document" = 'adjustment' or "document" = 'customer_order' or "document" = 'quotation' or "document" = 'worksheet' or "document" = 'expense' or "document" = 'supplier_return' or "document" = 'journal')
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `devices` (
	`tenant_id` text NOT NULL,
	`id` text PRIMARY KEY NOT NULL,
	`store_id` text,
	`kind` text NOT NULL,
	`name` text NOT NULL,
	`platform` text NOT NULL,
	`public_key` blob NOT NULL,
	`state` text NOT NULL,
	`enrolled_at` integer NOT NULL,
	`enrolled_by_id` text NOT NULL,
	`approved_by_id` text,
	`revoked_at` integer,
	`storage` text NOT NULL,
	`app_version` text NOT NULL,
	`last_seen_at` integer NOT NULL,
	CONSTRAINT "devices_kind_check" CHECK("kind" = 'till' or "kind" = 'phone' or "kind" = 'back_office' or "kind" = 'display' or "kind" = 'store_server' or "kind" = 'hq_desktop'),
	CONSTRAINT "devices_state_check" CHECK("state" = 'enrolled' or "state" = 'revoked'),
	CONSTRAINT "devices_storage_check" CHECK("storage" = 'native' or "storage" = 'persistent' or "storage" = 'best_effort')
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `device_enrolments` (
	`tenant_id` text NOT NULL,
	`id` text PRIMARY KEY NOT NULL,
	`code_hash` blob NOT NULL,
	`kind` text NOT NULL,
	`register_id` text,
	`created_by_id` text NOT NULL,
	`expires_at` integer NOT NULL,
	`used_at` integer,
	`device_id` text,
	CONSTRAINT "device_enrolments_kind_check" CHECK("kind" = 'till' or "kind" = 'phone' or "kind" = 'back_office' or "kind" = 'display' or "kind" = 'store_server' or "kind" = 'hq_desktop')
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `pin_verifiers` (
	`user_id` text NOT NULL,
	`device_id` text,
	`verifier` text NOT NULL,
	`failures` integer NOT NULL,
	`disabled_at` integer,
	`set_at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TABLE `sales` (
	`tenant_id` text NOT NULL,
	`id` text PRIMARY KEY NOT NULL,
	`store_id` text NOT NULL,
	`event_id` text NOT NULL,
	`line_no` integer NOT NULL,
	`occurred_at` integer NOT NULL,
	`business_on` text NOT NULL,
	`device_id` text,
	`user_id` text,
	`register_id` text NOT NULL,
	`shift_id` text NOT NULL,
	`series_id` text NOT NULL,
	`number` integer NOT NULL,
	`document_no` text NOT NULL,
	`kind` text NOT NULL,
	`original_sale_id` text,
	`capture` text NOT NULL,
	`customer_id` text,
	`customer_name` text,
	`sales_rep_id` text,
	`currency` text NOT NULL,
	`price_list_id` text NOT NULL,
	`is_tax_included` integer NOT NULL,
	`time_zone` text NOT NULL,
	`business_hour` integer NOT NULL,
	`started_at` integer NOT NULL,
	`completed_at` integer NOT NULL,
	`gross_minor` integer NOT NULL,
	`discount_minor` integer NOT NULL,
	`tax_added_minor` integer NOT NULL,
	`tax_minor` integer NOT NULL,
	`total_minor` integer NOT NULL,
	`net_minor` integer NOT NULL,
	`cash_rounding_minor` integer NOT NULL,
	`payable_minor` integer NOT NULL,
	`tax_exemption_id` text,
	`catalogue_version` integer NOT NULL,
	`app_version` text NOT NULL,
	`clock_state` text NOT NULL,
	`hlc` text NOT NULL,
	`note` text,
	`custom` text,
	`prev_hash` blob NOT NULL,
	`hash` blob NOT NULL,
	`check_code` text NOT NULL,
	CONSTRAINT "sales_kind_check" CHECK("kind" = 'sale' or "kind" = 'return' or "kind" = 'exchange' or "kind" = 'void'),
	CONSTRAINT "sales_capture_check" CHECK("capture" = 'online' or "capture" = 'offline'),
	CONSTRAINT "sales_is_tax_included_check" CHECK("is_tax_included" between 0 and 1),
	CONSTRAINT "sales_gross_minor_check" CHECK("gross_minor" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "sales_discount_minor_check" CHECK("discount_minor" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "sales_tax_added_minor_check" CHECK("tax_added_minor" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "sales_tax_minor_check" CHECK("tax_minor" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "sales_total_minor_check" CHECK("total_minor" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "sales_net_minor_check" CHECK("net_minor" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "sales_cash_rounding_minor_check" CHECK("cash_rounding_minor" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "sales_payable_minor_check" CHECK("payable_minor" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "sales_clock_state_check" CHECK("clock_state" = 'ok' or "clock_state" = 'suspect'),
	CONSTRAINT "sales_hour_rule" CHECK("business_hour" between 0 and 23),
	CONSTRAINT "sales_total_rule" CHECK(
  "total_minor" = "gross_minor" - "discount_minor" + "tax_added_minor"
  and "net_minor" = "total_minor" - "tax_minor"
  and "payable_minor" = "total_minor" + "cash_rounding_minor")
) STRICT;
--> statement-breakpoint
CREATE TABLE `sale_lines` (
	`tenant_id` text NOT NULL,
	`id` text PRIMARY KEY NOT NULL,
	`sale_id` text NOT NULL,
	`line_no` integer NOT NULL,
	`store_id` text NOT NULL,
	`business_on` text NOT NULL,
	`kind` text NOT NULL,
	`parent_line_id` text,
	`product_id` text,
	`variant_id` text,
	`sku` text,
	`barcode` text,
	`name` text NOT NULL,
	`department_id` text,
	`unit_code` text NOT NULL,
	`pack_id` text,
	`pack_quantity_milli` integer,
	`quantity_milli` integer NOT NULL,
	`weight_source` text NOT NULL,
	`tare_milli` integer,
	`list_price_minor` integer NOT NULL,
	`price_minor` integer NOT NULL,
	`per_milli` integer NOT NULL,
	`price_source` text NOT NULL,
	`override_reason_id` text,
	`approval_id` text,
	`gross_minor` integer NOT NULL,
	`discount_minor` integer NOT NULL,
	`tax_group_id` text,
	`tax_added_minor` integer NOT NULL,
	`tax_minor` integer NOT NULL,
	`total_minor` integer NOT NULL,
	`original_line_id` text,
	`original_store_id` text,
	`return_reason_id` text,
	`restock` text,
	`value_account_id` text,
	`customer_order_line_id` text,
	`sales_rep_id` text,
	`is_age_checked` integer DEFAULT false NOT NULL,
	`custom` text,
	CONSTRAINT `sale_lines_sale_fk` FOREIGN KEY (`sale_id`) REFERENCES `sales`(`id`),
	CONSTRAINT "sale_lines_kind_check" CHECK("kind" = 'goods' or "kind" = 'service' or "kind" = 'kit' or "kind" = 'component' or "kind" = 'modifier' or "kind" = 'container_deposit' or "kind" = 'charge' or "kind" = 'value_load' or "kind" = 'account_payment' or "kind" = 'order_deposit' or "kind" = 'tip' or "kind" = 'donation'),
	CONSTRAINT "sale_lines_pack_quantity_milli_check" CHECK("pack_quantity_milli" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "sale_lines_quantity_milli_check" CHECK("quantity_milli" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "sale_lines_weight_source_check" CHECK("weight_source" = 'none' or "weight_source" = 'scale' or "weight_source" = 'label' or "weight_source" = 'keyed'),
	CONSTRAINT "sale_lines_tare_milli_check" CHECK("tare_milli" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "sale_lines_list_price_minor_check" CHECK("list_price_minor" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "sale_lines_price_minor_check" CHECK("price_minor" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "sale_lines_per_milli_check" CHECK("per_milli" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "sale_lines_price_source_check" CHECK("price_source" = 'list' or "price_source" = 'special' or "price_source" = 'open' or "price_source" = 'override' or "price_source" = 'label' or "price_source" = 'original'),
	CONSTRAINT "sale_lines_gross_minor_check" CHECK("gross_minor" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "sale_lines_discount_minor_check" CHECK("discount_minor" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "sale_lines_tax_added_minor_check" CHECK("tax_added_minor" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "sale_lines_tax_minor_check" CHECK("tax_minor" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "sale_lines_total_minor_check" CHECK("total_minor" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "sale_lines_restock_check" CHECK("restock" = 'resell' or "restock" = 'waste' or "restock" = 'supplier' or "restock" = 'none'),
	CONSTRAINT "sale_lines_is_age_checked_check" CHECK("is_age_checked" between 0 and 1),
	CONSTRAINT "sale_lines_signs_rule" CHECK(
  "quantity_milli" > 0 and "gross_minor" >= 0 and "discount_minor" >= 0 and "tax_added_minor" >= 0
    and "tax_minor" >= 0 and "total_minor" >= 0
  or "quantity_milli" < 0 and "gross_minor" <= 0 and "discount_minor" <= 0 and "tax_added_minor" <= 0
    and "tax_minor" <= 0 and "total_minor" <= 0)
) STRICT;
--> statement-breakpoint
CREATE TABLE `sale_line_taxes` (
	`tenant_id` text NOT NULL,
	`id` text NOT NULL,
	`sale_line_id` text NOT NULL,
	`position` integer NOT NULL,
	`tax_rate_id` text NOT NULL,
	`code` text NOT NULL,
	`name` text NOT NULL,
	`rate_ppm` integer,
	`is_compound` integer NOT NULL,
	`base_minor` integer NOT NULL,
	`tax_minor` integer NOT NULL,
	CONSTRAINT `sale_line_taxes_pk` PRIMARY KEY(`sale_line_id`, `position`),
	CONSTRAINT `sale_line_taxes_line_fk` FOREIGN KEY (`sale_line_id`) REFERENCES `sale_lines`(`id`),
	CONSTRAINT "sale_line_taxes_rate_ppm_check" CHECK("rate_ppm" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "sale_line_taxes_is_compound_check" CHECK("is_compound" between 0 and 1),
	CONSTRAINT "sale_line_taxes_base_minor_check" CHECK("base_minor" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "sale_line_taxes_tax_minor_check" CHECK("tax_minor" between -9007199254740991 and 9007199254740991)
) STRICT;
--> statement-breakpoint
CREATE TABLE `sale_line_discounts` (
	`tenant_id` text NOT NULL,
	`id` text NOT NULL,
	`sale_line_id` text NOT NULL,
	`position` integer NOT NULL,
	`source` text NOT NULL,
	`promotion_id` text,
	`coupon_id` text,
	`reason_code_id` text,
	`approval_id` text,
	`user_id` text,
	`rate_ppm` integer,
	`amount_minor` integer NOT NULL,
	`points` integer,
	CONSTRAINT `sale_line_discounts_pk` PRIMARY KEY(`sale_line_id`, `position`),
	CONSTRAINT `sale_line_discounts_line_fk` FOREIGN KEY (`sale_line_id`) REFERENCES `sale_lines`(`id`),
	CONSTRAINT "sale_line_discounts_source_check" CHECK("source" = 'line' or "source" = 'cart' or "source" = 'promotion' or "source" = 'coupon' or "source" = 'loyalty'),
	CONSTRAINT "sale_line_discounts_rate_ppm_check" CHECK("rate_ppm" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "sale_line_discounts_amount_minor_check" CHECK("amount_minor" between -9007199254740991 and 9007199254740991)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `payments` (
	`tenant_id` text NOT NULL,
	`id` text NOT NULL,
	`sale_id` text NOT NULL,
	`line_no` integer NOT NULL,
	`store_id` text NOT NULL,
	`business_on` text NOT NULL,
	`shift_id` text NOT NULL,
	`tender_type_id` text NOT NULL,
	`tender_kind` text NOT NULL,
	`currency` text NOT NULL,
	`tendered_minor` integer NOT NULL,
	`change_currency` text,
	`change_minor` integer NOT NULL,
	`rate_ppm` integer,
	`per_units` integer,
	`amount_minor` integer NOT NULL,
	`tip_minor` integer NOT NULL,
	`fee_minor` integer,
	`attempt_id` text,
	`refund_of_payment_id` text,
	`value_account_id` text,
	`hold_id` text,
	`allowance_id` text,
	`provider` text,
	`provider_ref` text,
	`card_brand` text,
	`card_last4` text,
	`auth_code` text,
	`reference` text,
	CONSTRAINT `payments_pk` PRIMARY KEY(`sale_id`, `line_no`),
	CONSTRAINT `payments_sale_fk` FOREIGN KEY (`sale_id`) REFERENCES `sales`(`id`),
	CONSTRAINT "payments_tender_kind_check" CHECK("tender_kind" = 'cash' or "tender_kind" = 'card' or "tender_kind" = 'gift_card' or "tender_kind" = 'store_credit' or "tender_kind" = 'house_account' or "tender_kind" = 'deposit' or "tender_kind" = 'loyalty' or "tender_kind" = 'bank' or "tender_kind" = 'cheque' or "tender_kind" = 'voucher' or "tender_kind" = 'online'),
	CONSTRAINT "payments_tendered_minor_check" CHECK("tendered_minor" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "payments_change_minor_check" CHECK("change_minor" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "payments_rate_ppm_check" CHECK("rate_ppm" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "payments_amount_minor_check" CHECK("amount_minor" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "payments_tip_minor_check" CHECK("tip_minor" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "payments_fee_minor_check" CHECK("fee_minor" between -9007199254740991 and 9007199254740991)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `sale_flags` (
	`tenant_id` text NOT NULL,
	`id` text PRIMARY KEY NOT NULL,
	`store_id` text NOT NULL,
	`event_id` text NOT NULL,
	`line_no` integer NOT NULL,
	`sale_id` text NOT NULL,
	`rule_id` text NOT NULL,
	`code` text NOT NULL,
	`params` text NOT NULL,
	`raised_by` text NOT NULL,
	`state` text NOT NULL,
	`settled_by_id` text,
	`settled_at` integer,
	`note` text,
	CONSTRAINT `sale_flags_sale_fk` FOREIGN KEY (`sale_id`) REFERENCES `sales`(`id`),
	CONSTRAINT "sale_flags_raised_by_check" CHECK("raised_by" = 'till' or "raised_by" = 'store' or "raised_by" = 'hq'),
	CONSTRAINT "sale_flags_state_check" CHECK("state" = 'open' or "state" = 'accepted' or "state" = 'corrected')
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `returnable_lines` (
	`tenant_id` text NOT NULL,
	`sale_line_id` text PRIMARY KEY NOT NULL,
	`sale_id` text NOT NULL,
	`store_id` text NOT NULL,
	`sold_milli` integer NOT NULL,
	`paid_minor` integer NOT NULL,
	`returned_milli` integer NOT NULL,
	`refunded_minor` integer NOT NULL,
	`reserved_milli` integer DEFAULT 0 NOT NULL,
	`over_milli` integer DEFAULT 0 NOT NULL,
	CONSTRAINT `returnable_lines_line_fk` FOREIGN KEY (`sale_line_id`) REFERENCES `sale_lines`(`id`),
	CONSTRAINT "returnable_lines_sold_milli_check" CHECK("sold_milli" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "returnable_lines_paid_minor_check" CHECK("paid_minor" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "returnable_lines_returned_milli_check" CHECK("returned_milli" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "returnable_lines_refunded_minor_check" CHECK("refunded_minor" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "returnable_lines_reserved_milli_check" CHECK("reserved_milli" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "returnable_lines_over_milli_check" CHECK("over_milli" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "returnable_lines_limit_rule" CHECK(
  "returned_milli" + "reserved_milli" between 0 and "sold_milli" + "over_milli"
  and "reserved_milli" >= 0 and "over_milli" >= 0)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `shifts` (
	`tenant_id` text NOT NULL,
	`id` text PRIMARY KEY NOT NULL,
	`store_id` text NOT NULL,
	`register_id` text NOT NULL,
	`device_id` text,
	`lineage` text NOT NULL,
	`z_number` integer NOT NULL,
	`business_on` text NOT NULL,
	`time_zone` text NOT NULL,
	`state` text NOT NULL,
	`opened_at` integer NOT NULL,
	`opened_by_id` text,
	`closing_requested_at` integer,
	`closed_at` integer,
	`closed_by_id` text,
	`difference_reason_id` text,
	`last_sale_number` integer,
	`sealed` blob,
	`seal_hash` blob,
	`prev_seal_hash` blob,
	CONSTRAINT "shifts_state_check" CHECK("state" = 'open' or "state" = 'closing' or "state" = 'closed' or "state" = 'close_pending')
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `shift_totals` (
	`tenant_id` text NOT NULL,
	`shift_id` text NOT NULL,
	`metric` text NOT NULL,
	`tender_type_id` text,
	`currency` text NOT NULL,
	`user_id` text,
	`amount_minor` integer NOT NULL,
	`count` integer NOT NULL,
	CONSTRAINT "shift_totals_metric_check" CHECK("metric" = 'sales' or "metric" = 'returns' or "metric" = 'voids' or "metric" = 'discounts' or "metric" = 'tax' or "metric" = 'rounding' or "metric" = 'tips' or "metric" = 'tendered' or "metric" = 'change' or "metric" = 'net' or "metric" = 'cash_in' or "metric" = 'cash_out' or "metric" = 'drop' or "metric" = 'no_sale' or "metric" = 'abandoned'),
	CONSTRAINT "shift_totals_amount_minor_check" CHECK("amount_minor" between -9007199254740991 and 9007199254740991)
) STRICT;
--> statement-breakpoint
CREATE TABLE `shift_counts` (
	`tenant_id` text NOT NULL,
	`id` text PRIMARY KEY NOT NULL,
	`shift_id` text NOT NULL,
	`attempt` integer NOT NULL,
	`tender_type_id` text NOT NULL,
	`currency` text NOT NULL,
	`counted_minor` integer NOT NULL,
	`expected_minor` integer NOT NULL,
	`difference_minor` integer NOT NULL,
	`is_blind` integer NOT NULL,
	`counted_by_id` text,
	`counted_at` integer NOT NULL,
	CONSTRAINT `shift_counts_shift_fk` FOREIGN KEY (`shift_id`) REFERENCES `shifts`(`id`),
	CONSTRAINT "shift_counts_counted_minor_check" CHECK("counted_minor" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "shift_counts_expected_minor_check" CHECK("expected_minor" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "shift_counts_difference_minor_check" CHECK("difference_minor" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "shift_counts_is_blind_check" CHECK("is_blind" between 0 and 1),
	CONSTRAINT "shift_counts_attempt_rule" CHECK("attempt" between 1 and 2),
	CONSTRAINT "shift_counts_difference_rule" CHECK("difference_minor" = "counted_minor" - "expected_minor")
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `cash_movements` (
	`tenant_id` text NOT NULL,
	`id` text PRIMARY KEY NOT NULL,
	`store_id` text NOT NULL,
	`event_id` text NOT NULL,
	`line_no` integer NOT NULL,
	`occurred_at` integer NOT NULL,
	`business_on` text NOT NULL,
	`device_id` text,
	`user_id` text,
	`shift_id` text NOT NULL,
	`kind` text NOT NULL,
	`currency` text NOT NULL,
	`amount_minor` integer NOT NULL,
	`reason_code_id` text,
	`note` text,
	`approval_id` text,
	`exchange_group_id` text,
	`rate_ppm` integer,
	`per_units` integer,
	`bank_deposit_id` text,
	CONSTRAINT "cash_movements_kind_check" CHECK("kind" = 'float' or "kind" = 'cash_in' or "kind" = 'cash_out' or "kind" = 'safe_drop' or "kind" = 'no_sale' or "kind" = 'exchange' or "kind" = 'leave'),
	CONSTRAINT "cash_movements_amount_minor_check" CHECK("amount_minor" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "cash_movements_rate_ppm_check" CHECK("rate_ppm" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "cash_movements_no_sale_rule" CHECK("kind" <> 'no_sale' or "amount_minor" = 0)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `z_reports` (
	`tenant_id` text NOT NULL,
	`id` text PRIMARY KEY NOT NULL,
	`store_id` text NOT NULL,
	`event_id` text NOT NULL,
	`line_no` integer NOT NULL,
	`occurred_at` integer NOT NULL,
	`business_on` text NOT NULL,
	`device_id` text,
	`user_id` text,
	`kind` text NOT NULL,
	`register_id` text,
	`shift_id` text,
	`series_id` text NOT NULL,
	`number` integer NOT NULL,
	`from_number` integer,
	`to_number` integer,
	`supplement_of_id` text,
	`sealed` text NOT NULL,
	`prev_hash` blob NOT NULL,
	`hash` blob NOT NULL,
	CONSTRAINT "z_reports_kind_check" CHECK("kind" = 'z' or "kind" = 'supplement' or "kind" = 'zz')
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `stock_movements` (
	`seq` integer PRIMARY KEY AUTOINCREMENT,
	`lineage` text NOT NULL,
	`tenant_id` text NOT NULL,
	`id` text NOT NULL,
	`event_id` text NOT NULL,
	`line_no` integer NOT NULL,
	`store_id` text NOT NULL,
	`location_id` text NOT NULL,
	`variant_id` text NOT NULL,
	`lot_id` text,
	`serial_id` text,
	`quantity_milli` integer NOT NULL,
	`kind` text NOT NULL,
	`reason_code_id` text,
	`source_type` text NOT NULL,
	`source_id` text NOT NULL,
	`source_line_id` text NOT NULL,
	`level_after_milli` integer NOT NULL,
	`cost_minor` integer,
	`currency` text NOT NULL,
	`business_on` text NOT NULL,
	`occurred_at` integer NOT NULL,
	`hlc` text NOT NULL,
	`previous_seq` integer,
	CONSTRAINT "stock_movements_quantity_milli_check" CHECK("quantity_milli" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "stock_movements_kind_check" CHECK("kind" = 'sale' or "kind" = 'return' or "kind" = 'void' or "kind" = 'adjustment' or "kind" = 'count' or "kind" = 'delivery' or "kind" = 'supplier_return' or "kind" = 'transfer_out' or "kind" = 'transfer_in' or "kind" = 'transfer_loss' or "kind" = 'move' or "kind" = 'assembly' or "kind" = 'opening'),
	CONSTRAINT "stock_movements_level_after_milli_check" CHECK("level_after_milli" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "stock_movements_cost_minor_check" CHECK("cost_minor" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "stock_movements_quantity_rule" CHECK("quantity_milli" <> 0)
) STRICT;
--> statement-breakpoint
CREATE TABLE `stock_levels` (
	`tenant_id` text NOT NULL,
	`store_id` text NOT NULL,
	`location_id` text NOT NULL,
	`variant_id` text NOT NULL,
	`lot_key` text NOT NULL,
	`on_hand_milli` integer NOT NULL,
	`as_of_seq` integer NOT NULL,
	`as_of_lineage` text NOT NULL,
	`as_of_at` integer NOT NULL,
	CONSTRAINT `stock_levels_pk` PRIMARY KEY(`store_id`, `location_id`, `variant_id`, `lot_key`),
	CONSTRAINT "stock_levels_on_hand_milli_check" CHECK("on_hand_milli" between -9007199254740991 and 9007199254740991)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE UNIQUE INDEX `outbox_event` ON `outbox` (`event_id`);
--> statement-breakpoint
CREATE UNIQUE INDEX `outbox_aggregate` ON `outbox` (`aggregate_type`,`aggregate_id`,`aggregate_seq`);
--> statement-breakpoint
CREATE INDEX `outbox_open` ON `outbox` (`seq`,`next_attempt_at`,`wall_time`) WHERE "outbox"."state" in ('pending', 'sent', 'blocked');
--> statement-breakpoint
CREATE INDEX `outbox_parked` ON `outbox` (`seq`) WHERE "outbox"."state" = 'parked';
--> statement-breakpoint
CREATE UNIQUE INDEX `inbox_position` ON `inbox` (`store_id`,`lineage`,`seq`);
--> statement-breakpoint
CREATE INDEX `lineages_device` ON `lineages` (`device_id`);
--> statement-breakpoint
CREATE UNIQUE INDEX `register_leases_device` ON `register_leases` (`device_id`);
--> statement-breakpoint
CREATE UNIQUE INDEX `number_series_code` ON `number_series` (`store_id`,coalesce("register_id", ''),`code`);
--> statement-breakpoint
CREATE UNIQUE INDEX `number_series_open` ON `number_series` (`register_id`,`document`) WHERE "number_series"."closed_at" is null and "number_series"."register_id" is not null;
--> statement-breakpoint
CREATE UNIQUE INDEX `devices_public_key` ON `devices` (`public_key`);
--> statement-breakpoint
CREATE UNIQUE INDEX `device_enrolments_code` ON `device_enrolments` (`code_hash`);
--> statement-breakpoint
CREATE UNIQUE INDEX `pin_verifiers_device` ON `pin_verifiers` (`user_id`,coalesce("device_id", ''));
--> statement-breakpoint
CREATE UNIQUE INDEX `sales_event` ON `sales` (`event_id`,`line_no`);
--> statement-breakpoint
CREATE UNIQUE INDEX `sales_number` ON `sales` (`register_id`,`series_id`,`number`);
--> statement-breakpoint
CREATE UNIQUE INDEX `sales_chain` ON `sales` (`series_id`,`prev_hash`);
--> statement-breakpoint
CREATE UNIQUE INDEX `sales_void` ON `sales` (`original_sale_id`) WHERE "sales"."kind" = 'void';
--> statement-breakpoint
CREATE INDEX `sales_day` ON `sales` (`business_on`,`id`);
--> statement-breakpoint
CREATE INDEX `sales_customer` ON `sales` (`customer_id`,`business_on`) WHERE "sales"."customer_id" is not null;
--> statement-breakpoint
CREATE UNIQUE INDEX `sale_lines_line` ON `sale_lines` (`sale_id`,`line_no`);
--> statement-breakpoint
CREATE INDEX `sale_lines_original` ON `sale_lines` (`original_line_id`) WHERE "sale_lines"."original_line_id" is not null;
--> statement-breakpoint
CREATE UNIQUE INDEX `payments_provider_ref` ON `payments` (`provider`,`provider_ref`) WHERE "payments"."provider_ref" is not null;
--> statement-breakpoint
CREATE UNIQUE INDEX `payments_attempt` ON `payments` (`attempt_id`) WHERE "payments"."attempt_id" is not null;
--> statement-breakpoint
CREATE UNIQUE INDEX `sale_flags_finding` ON `sale_flags` (`event_id`,`rule_id`,`line_no`);
--> statement-breakpoint
CREATE INDEX `sale_flags_sale` ON `sale_flags` (`sale_id`);
--> statement-breakpoint
CREATE UNIQUE INDEX `shifts_z` ON `shifts` (`register_id`,`z_number`);
--> statement-breakpoint
CREATE UNIQUE INDEX `shifts_open` ON `shifts` (`register_id`) WHERE "shifts"."state" in ('open', 'closing');
--> statement-breakpoint
CREATE UNIQUE INDEX `shift_totals_key` ON `shift_totals` (`shift_id`,`metric`,coalesce("tender_type_id", ''),`currency`,coalesce("user_id", ''));
--> statement-breakpoint
CREATE UNIQUE INDEX `shift_counts_attempt` ON `shift_counts` (`shift_id`,`attempt`,`tender_type_id`,`currency`);
--> statement-breakpoint
CREATE UNIQUE INDEX `cash_movements_event` ON `cash_movements` (`event_id`,`line_no`);
--> statement-breakpoint
CREATE INDEX `cash_movements_shift` ON `cash_movements` (`shift_id`);
--> statement-breakpoint
CREATE UNIQUE INDEX `z_reports_event` ON `z_reports` (`event_id`,`line_no`);
--> statement-breakpoint
CREATE UNIQUE INDEX `z_reports_number` ON `z_reports` (`series_id`,`number`);
--> statement-breakpoint
CREATE UNIQUE INDEX `z_reports_shift` ON `z_reports` (`shift_id`) WHERE "z_reports"."kind" = 'z';
--> statement-breakpoint
CREATE UNIQUE INDEX `stock_movements_event` ON `stock_movements` (`event_id`,`line_no`);
--> statement-breakpoint
CREATE UNIQUE INDEX `stock_movements_source` ON `stock_movements` (`source_line_id`,`kind`,`location_id`) WHERE "stock_movements"."lot_id" is null and "stock_movements"."serial_id" is null;
--> statement-breakpoint
CREATE UNIQUE INDEX `stock_movements_source_lot` ON `stock_movements` (`source_line_id`,`kind`,`location_id`,coalesce("lot_id", ''),coalesce("serial_id", '')) WHERE "stock_movements"."lot_id" is not null or "stock_movements"."serial_id" is not null;
