CREATE TABLE `db_meta` (
	`key` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL,
	`updated_at` integer NOT NULL
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `sync_change` (
	`tenant_id` text NOT NULL,
	`entity` text NOT NULL,
	`entity_id` text NOT NULL,
	`store_scope` text,
	`store_scope_key` text NOT NULL,
	`op` text NOT NULL,
	`version` integer NOT NULL,
	`schema` integer NOT NULL,
	CONSTRAINT `sync_change_pk` PRIMARY KEY(`entity`, `entity_id`, `store_scope_key`),
	CONSTRAINT "sync_change_op_check" CHECK("op" = 'U' or "op" = 'D')
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `sync_cursors` (
	`feed` text PRIMARY KEY NOT NULL,
	`epoch` text NOT NULL,
	`version` integer NOT NULL,
	`schema_hash` blob NOT NULL,
	`head_seen` integer NOT NULL,
	`is_complete` integer NOT NULL,
	`applied_at` integer NOT NULL,
	CONSTRAINT "sync_cursors_feed_check" CHECK("feed" = 'hq' or "feed" = 'store'),
	CONSTRAINT "sync_cursors_is_complete_check" CHECK("is_complete" between 0 and 1)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `sync_staging` (
	`feed` text NOT NULL,
	`version` integer NOT NULL,
	`entity` text NOT NULL,
	`entity_id` text NOT NULL,
	`op` text NOT NULL,
	`schema` integer NOT NULL,
	`data` text NOT NULL,
	CONSTRAINT `sync_staging_pk` PRIMARY KEY(`feed`, `entity`, `entity_id`),
	CONSTRAINT "sync_staging_feed_check" CHECK("feed" = 'hq' or "feed" = 'store'),
	CONSTRAINT "sync_staging_op_check" CHECK("op" = 'U' or "op" = 'D')
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `tenants` (
	`id` text PRIMARY KEY NOT NULL,
	`slug` text NOT NULL,
	`name` text NOT NULL,
	`state` text NOT NULL,
	`country` text NOT NULL,
	`currency` text NOT NULL,
	`locale` text NOT NULL,
	`tax_number` text,
	`created_at` integer NOT NULL,
	`version` integer NOT NULL,
	`extra` text,
	CONSTRAINT "tenants_state_check" CHECK("state" = 'active' or "state" = 'suspended' or "state" = 'closed')
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `stores` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`revision` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by_id` text,
	`deleted_at` integer,
	`code` text NOT NULL,
	`name` text NOT NULL,
	`kind` text NOT NULL,
	`legal_name` text NOT NULL,
	`tax_number` text,
	`address_line1` text NOT NULL,
	`address_line2` text,
	`city` text NOT NULL,
	`region` text,
	`postal_code` text,
	`country` text NOT NULL,
	`phone` text,
	`email` text,
	`time_zone` text NOT NULL,
	`day_starts_min` integer NOT NULL,
	`currency` text NOT NULL,
	`locale` text NOT NULL,
	`tax_zone_id` text NOT NULL,
	`price_list_id` text NOT NULL,
	`status` text NOT NULL,
	`opened_on` text,
	`closed_on` text,
	`custom` text,
	`version` integer NOT NULL,
	`extra` text,
	CONSTRAINT "stores_kind_check" CHECK("kind" = 'shop' or "kind" = 'warehouse' or "kind" = 'online'),
	CONSTRAINT "stores_status_check" CHECK("status" = 'planned' or "status" = 'provisioned' or "status" = 'open' or "status" = 'closed'),
	CONSTRAINT "stores_day_start_rule" CHECK("day_starts_min" between 0 and 1439)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `registers` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`revision` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by_id` text,
	`deleted_at` integer,
	`store_id` text NOT NULL,
	`code` text NOT NULL,
	`name` text NOT NULL,
	`kind` text NOT NULL,
	`layout_id` text,
	`receipt_template_id` text,
	`status` text NOT NULL,
	`version` integer NOT NULL,
	`extra` text,
	CONSTRAINT "registers_kind_check" CHECK("kind" = 'till' or "kind" = 'mobile' or "kind" = 'kiosk'),
	CONSTRAINT "registers_status_check" CHECK("status" = 'active' or "status" = 'retired')
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `settings` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`revision` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by_id` text,
	`deleted_at` integer,
	`key` text NOT NULL,
	`level` text NOT NULL,
	`store_id` text,
	`register_id` text,
	`value` text NOT NULL,
	`version` integer NOT NULL,
	`extra` text,
	CONSTRAINT "settings_level_check" CHECK("level" = 'company' or "level" = 'store' or "level" = 'register'),
	CONSTRAINT "settings_level_rule" CHECK(("level" = 'company') = ("store_id" is null) and ("level" = 'register') = ("register_id" is not null))
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `users` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`revision` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by_id` text,
	`deleted_at` integer,
	`username` text NOT NULL,
	`display_name` text NOT NULL,
	`email` text,
	`phone` text,
	`locale` text NOT NULL,
	`is_super_admin` integer NOT NULL,
	`is_active` integer NOT NULL,
	`employee_id` text,
	`permission_version` integer NOT NULL,
	`version` integer NOT NULL,
	`extra` text,
	CONSTRAINT "users_is_super_admin_check" CHECK("is_super_admin" between 0 and 1),
	CONSTRAINT "users_is_active_check" CHECK("is_active" between 0 and 1)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `user_credentials` (
	`tenant_id` text NOT NULL,
	`id` text PRIMARY KEY NOT NULL,
	`created_at` integer NOT NULL,
	`user_id` text NOT NULL,
	`kind` text NOT NULL,
	`secret` text NOT NULL,
	`params` text,
	`last_step` integer,
	`used_at` integer,
	`disabled_at` integer,
	`version` integer NOT NULL,
	`extra` text,
	CONSTRAINT `user_credentials_user_fk` FOREIGN KEY (`user_id`) REFERENCES `users`(`id`),
	CONSTRAINT "user_credentials_kind_check" CHECK("kind" = 'password' or "kind" = 'totp' or "kind" = 'passkey' or "kind" = 'recovery' or "kind" = 'badge')
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `roles` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`revision` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by_id` text,
	`deleted_at` integer,
	`code` text NOT NULL,
	`name` text NOT NULL,
	`scope` text NOT NULL,
	`description` text,
	`is_builtin` integer NOT NULL,
	`version` integer NOT NULL,
	`extra` text,
	CONSTRAINT "roles_scope_check" CHECK("scope" = 'hq' or "scope" = 'store' or "scope" = 'pos'),
	CONSTRAINT "roles_is_builtin_check" CHECK("is_builtin" between 0 and 1)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `permissions` (
	`code` text PRIMARY KEY NOT NULL,
	`scope` text NOT NULL,
	`description_key` text NOT NULL,
	CONSTRAINT "permissions_scope_check" CHECK("scope" = 'hq' or "scope" = 'store' or "scope" = 'pos')
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `role_permissions` (
	`tenant_id` text NOT NULL,
	`role_id` text NOT NULL,
	`scope` text NOT NULL,
	`permission_code` text NOT NULL,
	`version` integer NOT NULL,
	`extra` text,
	CONSTRAINT `role_permissions_pk` PRIMARY KEY(`role_id`, `permission_code`),
	CONSTRAINT `role_permissions_role_fk` FOREIGN KEY (`role_id`) REFERENCES `roles`(`id`),
	CONSTRAINT "role_permissions_scope_check" CHECK("scope" = 'hq' or "scope" = 'store' or "scope" = 'pos')
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `user_roles` (
	`tenant_id` text NOT NULL,
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`role_id` text NOT NULL,
	`scope` text NOT NULL,
	`store_id` text,
	`granted_at` integer NOT NULL,
	`granted_by_id` text NOT NULL,
	`revoked_at` integer,
	`revoked_by_id` text,
	`version` integer NOT NULL,
	`extra` text,
	CONSTRAINT `user_roles_user_fk` FOREIGN KEY (`user_id`) REFERENCES `users`(`id`),
	CONSTRAINT "user_roles_scope_check" CHECK("scope" = 'hq' or "scope" = 'store' or "scope" = 'pos'),
	CONSTRAINT "user_roles_scope_rule" CHECK(("scope" = 'hq') = ("store_id" is null))
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `departments` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`revision` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by_id` text,
	`deleted_at` integer,
	`code` text NOT NULL,
	`name` text NOT NULL,
	`parent_id` text,
	`tax_group_id` text,
	`margin_target_ppm` integer,
	`gl_account_id` text,
	`version` integer NOT NULL,
	`extra` text,
	CONSTRAINT "departments_margin_target_ppm_check" CHECK("margin_target_ppm" between -9007199254740991 and 9007199254740991)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `units` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`revision` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by_id` text,
	`deleted_at` integer,
	`code` text NOT NULL,
	`name` text NOT NULL,
	`dimension` text NOT NULL,
	`decimals` integer NOT NULL,
	`base_unit_id` text,
	`factor_num` integer NOT NULL,
	`factor_den` integer NOT NULL,
	`version` integer NOT NULL,
	`extra` text,
	CONSTRAINT "units_dimension_check" CHECK("dimension" = 'count' or "dimension" = 'mass' or "dimension" = 'volume' or "dimension" = 'length' or "dimension" = 'area' or "dimension" = 'time'),
	CONSTRAINT "units_decimals_rule" CHECK("decimals" between 0 and 3),
	CONSTRAINT "units_factor_rule" CHECK("factor_num" > 0 and "factor_den" > 0)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `products` (
	`row_no` integer PRIMARY KEY,
	`id` text NOT NULL,
	`tenant_id` text NOT NULL,
	`revision` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by_id` text,
	`deleted_at` integer,
	`code` text NOT NULL,
	`name` text NOT NULL,
	`receipt_name` text NOT NULL,
	`description` text,
	`kind` text NOT NULL,
	`department_id` text NOT NULL,
	`brand_id` text,
	`tax_group_id` text NOT NULL,
	`base_unit_id` text NOT NULL,
	`tracking` text NOT NULL,
	`has_expiry` integer NOT NULL,
	`is_weighed` integer NOT NULL,
	`is_open_price` integer NOT NULL,
	`is_discountable` integer NOT NULL,
	`is_returnable` integer NOT NULL,
	`return_days` integer,
	`restriction_id` text,
	`assortment` text NOT NULL,
	`is_on_web` integer NOT NULL,
	`status` text NOT NULL,
	`custom` text,
	`version` integer NOT NULL,
	`extra` text,
	CONSTRAINT "products_kind_check" CHECK("kind" = 'goods' or "kind" = 'service' or "kind" = 'kit' or "kind" = 'gift_card' or "kind" = 'deposit' or "kind" = 'charge' or "kind" = 'donation'),
	CONSTRAINT "products_tracking_check" CHECK("tracking" = 'none' or "tracking" = 'lot' or "tracking" = 'serial'),
	CONSTRAINT "products_has_expiry_check" CHECK("has_expiry" between 0 and 1),
	CONSTRAINT "products_is_weighed_check" CHECK("is_weighed" between 0 and 1),
	CONSTRAINT "products_is_open_price_check" CHECK("is_open_price" between 0 and 1),
	CONSTRAINT "products_is_discountable_check" CHECK("is_discountable" between 0 and 1),
	CONSTRAINT "products_is_returnable_check" CHECK("is_returnable" between 0 and 1),
	CONSTRAINT "products_assortment_check" CHECK("assortment" = 'all' or "assortment" = 'listed'),
	CONSTRAINT "products_is_on_web_check" CHECK("is_on_web" between 0 and 1),
	CONSTRAINT "products_status_check" CHECK("status" = 'draft' or "status" = 'active' or "status" = 'discontinued')
) STRICT;
--> statement-breakpoint
CREATE TABLE `product_texts` (
	`tenant_id` text NOT NULL,
	`product_id` text NOT NULL,
	`locale` text NOT NULL,
	`name` text NOT NULL,
	`receipt_name` text NOT NULL,
	`description` text,
	`version` integer NOT NULL,
	`extra` text,
	CONSTRAINT `product_texts_pk` PRIMARY KEY(`product_id`, `locale`),
	CONSTRAINT `product_texts_product_fk` FOREIGN KEY (`product_id`) REFERENCES `products`(`id`)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `product_variants` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`revision` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by_id` text,
	`deleted_at` integer,
	`product_id` text NOT NULL,
	`sku` text NOT NULL,
	`name` text,
	`position` integer NOT NULL,
	`net_weight_milli` integer,
	`tare_milli` integer,
	`status` text NOT NULL,
	`custom` text,
	`version` integer NOT NULL,
	`extra` text,
	CONSTRAINT `product_variants_product_fk` FOREIGN KEY (`product_id`) REFERENCES `products`(`id`),
	CONSTRAINT "product_variants_net_weight_milli_check" CHECK("net_weight_milli" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "product_variants_tare_milli_check" CHECK("tare_milli" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "product_variants_status_check" CHECK("status" = 'active' or "status" = 'discontinued')
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `variant_packs` (
	`tenant_id` text NOT NULL,
	`id` text PRIMARY KEY NOT NULL,
	`variant_id` text NOT NULL,
	`code` text NOT NULL,
	`name` text NOT NULL,
	`quantity_milli` integer NOT NULL,
	`is_sold` integer NOT NULL,
	`is_bought` integer NOT NULL,
	`is_default_buy` integer NOT NULL,
	`version` integer NOT NULL,
	`extra` text,
	CONSTRAINT `variant_packs_variant_fk` FOREIGN KEY (`variant_id`) REFERENCES `product_variants`(`id`),
	CONSTRAINT "variant_packs_quantity_milli_check" CHECK("quantity_milli" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "variant_packs_is_sold_check" CHECK("is_sold" between 0 and 1),
	CONSTRAINT "variant_packs_is_bought_check" CHECK("is_bought" between 0 and 1),
	CONSTRAINT "variant_packs_is_default_buy_check" CHECK("is_default_buy" between 0 and 1),
	CONSTRAINT "variant_packs_quantity_rule" CHECK("quantity_milli" > 0)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `barcodes` (
	`tenant_id` text NOT NULL,
	`id` text PRIMARY KEY NOT NULL,
	`code` text NOT NULL,
	`kind` text NOT NULL,
	`gtin14` text,
	`variant_id` text NOT NULL,
	`pack_id` text,
	`is_primary` integer NOT NULL,
	`version` integer NOT NULL,
	`extra` text,
	CONSTRAINT `barcodes_variant_fk` FOREIGN KEY (`variant_id`) REFERENCES `product_variants`(`id`),
	CONSTRAINT "barcodes_kind_check" CHECK("kind" = 'ean13' or "kind" = 'ean8' or "kind" = 'upca' or "kind" = 'upce' or "kind" = 'gtin14' or "kind" = 'code128' or "kind" = 'plu' or "kind" = 'internal'),
	CONSTRAINT "barcodes_is_primary_check" CHECK("is_primary" between 0 and 1)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `currencies` (
	`code` text PRIMARY KEY NOT NULL,
	`numeric` text NOT NULL,
	`exponent` integer NOT NULL,
	`name` text NOT NULL,
	CONSTRAINT "currencies_exponent_rule" CHECK("exponent" between 0 and 4)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `tax_zones` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`revision` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by_id` text,
	`deleted_at` integer,
	`code` text NOT NULL,
	`name` text NOT NULL,
	`country` text NOT NULL,
	`region` text,
	`version` integer NOT NULL,
	`extra` text
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `tax_rates` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`revision` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by_id` text,
	`deleted_at` integer,
	`code` text NOT NULL,
	`name` text NOT NULL,
	`kind` text NOT NULL,
	`rate_ppm` integer,
	`amount_minor` integer,
	`per_milli` integer,
	`valid_from_on` text NOT NULL,
	`gl_account_id` text,
	`version` integer NOT NULL,
	`extra` text,
	CONSTRAINT "tax_rates_kind_check" CHECK("kind" = 'percent' or "kind" = 'per_unit'),
	CONSTRAINT "tax_rates_rate_ppm_check" CHECK("rate_ppm" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "tax_rates_amount_minor_check" CHECK("amount_minor" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "tax_rates_per_milli_check" CHECK("per_milli" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "tax_rates_value_rule" CHECK(("kind" = 'percent') = ("rate_ppm" is not null) and ("kind" = 'per_unit') = ("amount_minor" is not null))
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `tax_groups` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`revision` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by_id` text,
	`deleted_at` integer,
	`code` text NOT NULL,
	`name` text NOT NULL,
	`version` integer NOT NULL,
	`extra` text
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `tax_group_rates` (
	`tenant_id` text NOT NULL,
	`tax_group_id` text NOT NULL,
	`tax_zone_id` text NOT NULL,
	`tax_rate_code` text NOT NULL,
	`position` integer NOT NULL,
	`is_compound` integer NOT NULL,
	`version` integer NOT NULL,
	`extra` text,
	CONSTRAINT `tax_group_rates_pk` PRIMARY KEY(`tax_group_id`, `tax_zone_id`, `position`),
	CONSTRAINT `tax_group_rates_tax_group_fk` FOREIGN KEY (`tax_group_id`) REFERENCES `tax_groups`(`id`),
	CONSTRAINT "tax_group_rates_is_compound_check" CHECK("is_compound" between 0 and 1)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `price_lists` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`revision` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by_id` text,
	`deleted_at` integer,
	`code` text NOT NULL,
	`name` text NOT NULL,
	`currency` text NOT NULL,
	`is_tax_included` integer NOT NULL,
	`priority` integer NOT NULL,
	`is_active` integer NOT NULL,
	`version` integer NOT NULL,
	`extra` text,
	CONSTRAINT "price_lists_is_tax_included_check" CHECK("is_tax_included" between 0 and 1),
	CONSTRAINT "price_lists_is_active_check" CHECK("is_active" between 0 and 1)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `price_list_assignments` (
	`tenant_id` text NOT NULL,
	`price_list_id` text NOT NULL,
	`store_id` text,
	`store_group_id` text,
	`customer_group_id` text,
	`version` integer NOT NULL,
	`extra` text,
	CONSTRAINT `price_list_assignments_price_list_fk` FOREIGN KEY (`price_list_id`) REFERENCES `price_lists`(`id`),
	CONSTRAINT "price_list_assignments_subject_rule" CHECK("store_id" is not null or "store_group_id" is not null or "customer_group_id" is not null)
) STRICT;
--> statement-breakpoint
CREATE TABLE `prices` (
	`tenant_id` text NOT NULL,
	`id` text PRIMARY KEY NOT NULL,
	`price_list_id` text NOT NULL,
	`variant_id` text NOT NULL,
	`pack_id` text,
	`min_quantity_milli` integer DEFAULT 0 NOT NULL,
	`valid_from_local` text NOT NULL,
	`price_minor` integer,
	`per_milli` integer DEFAULT 1000 NOT NULL,
	`worksheet_id` text,
	`created_by_id` text NOT NULL,
	`created_at` integer NOT NULL,
	`version` integer NOT NULL,
	`extra` text,
	CONSTRAINT "prices_min_quantity_milli_check" CHECK("min_quantity_milli" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "prices_price_minor_check" CHECK("price_minor" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "prices_per_milli_check" CHECK("per_milli" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "prices_not_negative_rule" CHECK("price_minor" >= 0 and "per_milli" > 0)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `product_costs` (
	`tenant_id` text NOT NULL,
	`id` text PRIMARY KEY NOT NULL,
	`variant_id` text NOT NULL,
	`store_id` text,
	`kind` text NOT NULL,
	`cost_minor` integer NOT NULL,
	`per_milli` integer DEFAULT 1000 NOT NULL,
	`currency` text NOT NULL,
	`as_of_at` integer NOT NULL,
	`version` integer NOT NULL,
	`extra` text,
	CONSTRAINT "product_costs_kind_check" CHECK("kind" = 'last' or "kind" = 'average' or "kind" = 'standard'),
	CONSTRAINT "product_costs_cost_minor_check" CHECK("cost_minor" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "product_costs_per_milli_check" CHECK("per_milli" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "product_costs_per_rule" CHECK("per_milli" > 0)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `reason_codes` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`revision` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by_id` text,
	`deleted_at` integer,
	`kind` text NOT NULL,
	`code` text NOT NULL,
	`name` text NOT NULL,
	`is_note_required` integer NOT NULL,
	`is_approval_required` integer NOT NULL,
	`restock` text,
	`gl_account_id` text,
	`version` integer NOT NULL,
	`extra` text,
	CONSTRAINT "reason_codes_kind_check" CHECK("kind" = 'discount' or "kind" = 'return' or "kind" = 'void' or "kind" = 'line_removal' or "kind" = 'price_override' or "kind" = 'no_sale' or "kind" = 'cash_in' or "kind" = 'cash_out' or "kind" = 'adjustment' or "kind" = 'count' or "kind" = 'transfer' or "kind" = 'tax_exempt' or "kind" = 'cancel' or "kind" = 'shift_difference' or "kind" = 'time_correction'),
	CONSTRAINT "reason_codes_is_note_required_check" CHECK("is_note_required" between 0 and 1),
	CONSTRAINT "reason_codes_is_approval_required_check" CHECK("is_approval_required" between 0 and 1),
	CONSTRAINT "reason_codes_restock_check" CHECK("restock" = 'resell' or "restock" = 'waste' or "restock" = 'supplier' or "restock" = 'none')
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `tender_types` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`revision` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by_id` text,
	`deleted_at` integer,
	`code` text NOT NULL,
	`name` text NOT NULL,
	`kind` text NOT NULL,
	`currency` text,
	`is_drawer_opened` integer NOT NULL,
	`can_give_change` integer NOT NULL,
	`can_refund` integer NOT NULL,
	`is_counted` integer NOT NULL,
	`is_reference_required` integer NOT NULL,
	`rounding_minor` integer DEFAULT 1 NOT NULL,
	`rounding_mode` text NOT NULL,
	`offline` text NOT NULL,
	`offline_limit_minor` integer,
	`fee_ppm` integer,
	`gl_account_id` text,
	`position` integer NOT NULL,
	`is_active` integer NOT NULL,
	`version` integer NOT NULL,
	`extra` text,
	CONSTRAINT "tender_types_kind_check" CHECK("kind" = 'cash' or "kind" = 'card' or "kind" = 'gift_card' or "kind" = 'store_credit' or "kind" = 'house_account' or "kind" = 'deposit' or "kind" = 'loyalty' or "kind" = 'bank' or "kind" = 'cheque' or "kind" = 'voucher' or "kind" = 'online'),
	CONSTRAINT "tender_types_is_drawer_opened_check" CHECK("is_drawer_opened" between 0 and 1),
	CONSTRAINT "tender_types_can_give_change_check" CHECK("can_give_change" between 0 and 1),
	CONSTRAINT "tender_types_can_refund_check" CHECK("can_refund" between 0 and 1),
	CONSTRAINT "tender_types_is_counted_check" CHECK("is_counted" between 0 and 1),
	CONSTRAINT "tender_types_is_reference_required_check" CHECK("is_reference_required" between 0 and 1),
	CONSTRAINT "tender_types_rounding_minor_check" CHECK("rounding_minor" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "tender_types_rounding_mode_check" CHECK("rounding_mode" = 'half_up' or "rounding_mode" = 'down' or "rounding_mode" = 'up'),
	CONSTRAINT "tender_types_offline_check" CHECK("offline" = 'allow' or "offline" = 'limit' or "offline" = 'deny'),
	CONSTRAINT "tender_types_offline_limit_minor_check" CHECK("offline_limit_minor" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "tender_types_fee_ppm_check" CHECK("fee_ppm" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "tender_types_is_active_check" CHECK("is_active" between 0 and 1),
	CONSTRAINT "tender_types_rounding_rule" CHECK("rounding_minor" > 0)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `stock_locations` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`revision` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by_id` text,
	`deleted_at` integer,
	`store_id` text NOT NULL,
	`code` text NOT NULL,
	`name` text NOT NULL,
	`kind` text NOT NULL,
	`is_sellable` integer NOT NULL,
	`is_default` integer NOT NULL,
	`version` integer NOT NULL,
	`extra` text,
	CONSTRAINT "stock_locations_kind_check" CHECK("kind" = 'floor' or "kind" = 'backroom' or "kind" = 'quarantine' or "kind" = 'waste' or "kind" = 'transit'),
	CONSTRAINT "stock_locations_is_sellable_check" CHECK("is_sellable" between 0 and 1),
	CONSTRAINT "stock_locations_is_default_check" CHECK("is_default" between 0 and 1)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `sync_change_pull` ON `sync_change` (`store_scope_key`,`version`);
--> statement-breakpoint
CREATE INDEX `tenants_slug` ON `tenants` (`slug`);
--> statement-breakpoint
CREATE INDEX `stores_code` ON `stores` (`code`);
--> statement-breakpoint
CREATE INDEX `registers_code` ON `registers` (`store_id`,`code`);
--> statement-breakpoint
CREATE INDEX `settings_place` ON `settings` (`key`,`level`,`store_id`,`register_id`);
--> statement-breakpoint
CREATE INDEX `users_username` ON `users` (lower("username"));
--> statement-breakpoint
CREATE INDEX `user_credentials_user` ON `user_credentials` (`user_id`);
--> statement-breakpoint
CREATE INDEX `roles_code` ON `roles` (`code`);
--> statement-breakpoint
CREATE INDEX `user_roles_user` ON `user_roles` (`user_id`);
--> statement-breakpoint
CREATE INDEX `departments_code` ON `departments` (`code`);
--> statement-breakpoint
CREATE INDEX `units_code` ON `units` (`code`);
--> statement-breakpoint
CREATE UNIQUE INDEX `products_id` ON `products` (`id`);
--> statement-breakpoint
CREATE INDEX `products_code` ON `products` (`code`);
--> statement-breakpoint
CREATE INDEX `product_variants_sku` ON `product_variants` (`sku`);
--> statement-breakpoint
CREATE INDEX `product_variants_product` ON `product_variants` (`product_id`);
--> statement-breakpoint
CREATE INDEX `variant_packs_code` ON `variant_packs` (`variant_id`,`code`);
--> statement-breakpoint
CREATE INDEX `barcodes_code` ON `barcodes` (`code`);
--> statement-breakpoint
CREATE INDEX `barcodes_gtin14` ON `barcodes` (`gtin14`) WHERE "barcodes"."gtin14" is not null;
--> statement-breakpoint
CREATE INDEX `barcodes_variant` ON `barcodes` (`variant_id`);
--> statement-breakpoint
CREATE INDEX `tax_zones_code` ON `tax_zones` (`code`);
--> statement-breakpoint
CREATE INDEX `tax_rates_start` ON `tax_rates` (`code`,`valid_from_on`);
--> statement-breakpoint
CREATE INDEX `tax_groups_code` ON `tax_groups` (`code`);
--> statement-breakpoint
CREATE INDEX `price_lists_code` ON `price_lists` (`code`);
--> statement-breakpoint
CREATE INDEX `price_list_assignments_list` ON `price_list_assignments` (`price_list_id`);
--> statement-breakpoint
CREATE INDEX `prices_in_force` ON `prices` (`variant_id`,`price_list_id`,"valid_from_local" desc);
--> statement-breakpoint
CREATE INDEX `product_costs_kind` ON `product_costs` (`variant_id`,`store_id`,`kind`);
--> statement-breakpoint
CREATE INDEX `reason_codes_code` ON `reason_codes` (`kind`,`code`);
--> statement-breakpoint
CREATE INDEX `tender_types_code` ON `tender_types` (`code`);
--> statement-breakpoint
CREATE INDEX `stock_locations_code` ON `stock_locations` (`store_id`,`code`);
