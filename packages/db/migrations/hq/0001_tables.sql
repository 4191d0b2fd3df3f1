CREATE TABLE "db_meta" (
	"key" text PRIMARY KEY,
	"value" text NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "idempotency_keys" (
	"tenant_id" uuid,
	"client_id" text,
	"key" text,
	"command" text NOT NULL,
	"body_sha256" bytea NOT NULL,
	"state" text NOT NULL,
	"status" integer,
	"response" bytea,
	"created_at" timestamp(3) with time zone NOT NULL,
	"expires_at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "idempotency_keys_pkey" PRIMARY KEY("tenant_id","client_id","key"),
	CONSTRAINT "idempotency_keys_state_check" CHECK ("state" = 'in_flight' or "state" = 'done')
);
--> statement-breakpoint
CREATE TABLE "sync_head" (
	"tenant_id" uuid PRIMARY KEY,
	"epoch" uuid NOT NULL,
	"version" bigint NOT NULL,
	"min_version" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sync_change" (
	"tenant_id" uuid,
	"entity" text,
	"entity_id" uuid,
	"store_scope" uuid,
	"store_scope_key" uuid,
	"op" text NOT NULL,
	"version" bigint NOT NULL,
	"schema" integer NOT NULL,
	CONSTRAINT "sync_change_pkey" PRIMARY KEY("tenant_id","entity","entity_id","store_scope_key"),
	CONSTRAINT "sync_change_op_check" CHECK ("op" = 'U' or "op" = 'D')
);
--> statement-breakpoint
CREATE TABLE "inbox" (
	"tenant_id" uuid,
	"event_id" uuid,
	"store_id" uuid NOT NULL,
	"lineage" uuid NOT NULL,
	"seq" bigint NOT NULL,
	"type" text NOT NULL,
	"schema" integer NOT NULL,
	"sha256" bytea NOT NULL,
	"verdict" text NOT NULL,
	"codes" jsonb,
	"response" bytea NOT NULL,
	"received_at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "inbox_pkey" PRIMARY KEY("tenant_id","event_id"),
	CONSTRAINT "inbox_position" UNIQUE NULLS NOT DISTINCT("tenant_id","store_id","lineage","seq"),
	CONSTRAINT "inbox_verdict_check" CHECK ("verdict" = 'applied' or "verdict" = 'accepted_flagged' or "verdict" = 'parked' or "verdict" = 'blocked')
);
--> statement-breakpoint
CREATE TABLE "aggregate_heads" (
	"tenant_id" uuid,
	"store_id" uuid,
	"aggregate_type" text,
	"aggregate_id" uuid,
	"last_seq" integer NOT NULL,
	"blocked_by_event_id" uuid,
	CONSTRAINT "aggregate_heads_pkey" PRIMARY KEY("tenant_id","store_id","aggregate_type","aggregate_id")
);
--> statement-breakpoint
CREATE TABLE "quarantine" (
	"tenant_id" uuid,
	"event_id" uuid,
	"store_id" uuid NOT NULL,
	"lineage" uuid NOT NULL,
	"seq" bigint NOT NULL,
	"type" text NOT NULL,
	"raw" bytea NOT NULL,
	"sha256" bytea,
	"code" text NOT NULL,
	"detail" text NOT NULL,
	"attempts" integer NOT NULL,
	"state" text NOT NULL,
	"correction" jsonb,
	"settled_by_id" uuid,
	"settled_at" timestamp(3) with time zone,
	"parked_at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "quarantine_pkey" PRIMARY KEY("tenant_id","event_id","sha256"),
	CONSTRAINT "quarantine_state_check" CHECK ("state" = 'parked' or "state" = 'repaired' or "state" = 'discarded')
);
--> statement-breakpoint
CREATE TABLE "lineages" (
	"tenant_id" uuid,
	"id" uuid,
	"store_id" uuid NOT NULL,
	"device_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"started_at" timestamp(3) with time zone NOT NULL,
	"ended_at" timestamp(3) with time zone,
	"last_seq" bigint NOT NULL,
	"last_sha256" bytea,
	CONSTRAINT "lineages_pkey" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "lineages_reason_check" CHECK ("reason" = 'created' or "reason" = 'restored' or "reason" = 'cloned' or "reason" = 'forked' or "reason" = 'replaced')
);
--> statement-breakpoint
CREATE TABLE "sync_peers" (
	"tenant_id" uuid,
	"peer_kind" text,
	"peer_id" uuid,
	"last_seen_at" timestamp(3) with time zone NOT NULL,
	"epoch" uuid,
	"pull_version" bigint NOT NULL,
	"push_lineage" uuid,
	"push_seq" bigint NOT NULL,
	"pending" integer NOT NULL,
	"oldest_pending_at" timestamp(3) with time zone,
	"app_version" text NOT NULL,
	"schema_hash" bytea NOT NULL,
	"clock_offset_ms" bigint NOT NULL,
	CONSTRAINT "sync_peers_pkey" PRIMARY KEY("tenant_id","peer_kind","peer_id"),
	CONSTRAINT "sync_peers_peer_kind_check" CHECK ("peer_kind" = 'store' or "peer_kind" = 'device' or "peer_kind" = 'shop')
);
--> statement-breakpoint
CREATE TABLE "tenants" (
	"id" uuid PRIMARY KEY,
	"slug" text NOT NULL CONSTRAINT "tenants_slug" UNIQUE NULLS NOT DISTINCT,
	"name" text NOT NULL,
	"state" text NOT NULL,
	"country" text NOT NULL,
	"currency" text NOT NULL,
	"locale" text NOT NULL,
	"tax_number" text,
	"created_at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "tenants_state_check" CHECK ("state" = 'active' or "state" = 'suspended' or "state" = 'closed')
);
--> statement-breakpoint
CREATE TABLE "stores" (
	"id" uuid,
	"tenant_id" uuid,
	"revision" integer NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by_id" uuid,
	"deleted_at" timestamp(3) with time zone,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"legal_name" text NOT NULL,
	"tax_number" text,
	"address_line1" text NOT NULL,
	"address_line2" text,
	"city" text NOT NULL,
	"region" text,
	"postal_code" text,
	"country" text NOT NULL,
	"phone" text,
	"email" text,
	"time_zone" text NOT NULL,
	"day_starts_min" integer NOT NULL,
	"currency" text NOT NULL,
	"locale" text NOT NULL,
	"tax_zone_id" uuid NOT NULL,
	"price_list_id" uuid NOT NULL,
	"status" text NOT NULL,
	"opened_on" date,
	"closed_on" date,
	"custom" jsonb,
	CONSTRAINT "stores_pkey" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "stores_code" UNIQUE NULLS NOT DISTINCT("tenant_id","code"),
	CONSTRAINT "stores_kind_check" CHECK ("kind" = 'shop' or "kind" = 'warehouse' or "kind" = 'online'),
	CONSTRAINT "stores_status_check" CHECK ("status" = 'planned' or "status" = 'provisioned' or "status" = 'open' or "status" = 'closed'),
	CONSTRAINT "stores_day_start_rule" CHECK ("day_starts_min" between 0 and 1439)
);
--> statement-breakpoint
CREATE TABLE "store_provisionings" (
	"tenant_id" uuid,
	"id" uuid,
	"store_id" uuid NOT NULL,
	"token_hash" bytea NOT NULL,
	"created_by_id" uuid NOT NULL,
	"expires_at" timestamp(3) with time zone NOT NULL,
	"used_at" timestamp(3) with time zone,
	"used_key_thumbprint" text,
	"revoked_at" timestamp(3) with time zone,
	"bundle_sha256" bytea,
	CONSTRAINT "store_provisionings_pkey" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "store_provisionings_token" UNIQUE NULLS NOT DISTINCT("tenant_id","token_hash")
);
--> statement-breakpoint
CREATE TABLE "registers" (
	"id" uuid,
	"tenant_id" uuid,
	"revision" integer NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by_id" uuid,
	"deleted_at" timestamp(3) with time zone,
	"store_id" uuid NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"layout_id" uuid,
	"receipt_template_id" uuid,
	"status" text NOT NULL,
	CONSTRAINT "registers_pkey" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "registers_code" UNIQUE NULLS NOT DISTINCT("tenant_id","store_id","code"),
	CONSTRAINT "registers_kind_check" CHECK ("kind" = 'till' or "kind" = 'mobile' or "kind" = 'kiosk'),
	CONSTRAINT "registers_status_check" CHECK ("status" = 'active' or "status" = 'retired')
);
--> statement-breakpoint
CREATE TABLE "number_series" (
	"tenant_id" uuid,
	"id" uuid,
	"store_id" uuid NOT NULL,
	"register_id" uuid,
	"document" text NOT NULL,
	"code" text NOT NULL,
	"lineage" uuid,
	"last_number" integer NOT NULL,
	"last_hash" bytea,
	"opened_at" timestamp(3) with time zone NOT NULL,
	"closed_at" timestamp(3) with time zone,
	"close_reason" text,
	CONSTRAINT "number_series_pkey" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "number_series_code" UNIQUE NULLS NOT DISTINCT("tenant_id","store_id","register_id","code"),
	CONSTRAINT "number_series_document_check" CHECK ("document" = 'sale' or "document" = 'void' or "document" = 'z' or "document" = 'supplement' or "document" = 'zz' or "document" = 'invoice' or "document" = 'credit_note' or "document" = 'transfer' or "document" = 'purchase_order' or "document" = 'delivery' or "document" = 'count' or "document" = 'adjustment' or "document" = 'customer_order' or "document" = 'quotation' or "document" = 'worksheet' or "document" = 'expense' or "document" = 'supplier_return' or "document" = 'journal')
);
--> statement-breakpoint
CREATE TABLE "devices" (
	"tenant_id" uuid,
	"id" uuid,
	"store_id" uuid,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"platform" text NOT NULL,
	"public_key" bytea NOT NULL,
	"state" text NOT NULL,
	"enrolled_at" timestamp(3) with time zone NOT NULL,
	"enrolled_by_id" uuid NOT NULL,
	"approved_by_id" uuid,
	"revoked_at" timestamp(3) with time zone,
	"storage" text NOT NULL,
	"app_version" text NOT NULL,
	"last_seen_at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "devices_pkey" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "devices_public_key" UNIQUE NULLS NOT DISTINCT("tenant_id","public_key"),
	CONSTRAINT "devices_kind_check" CHECK ("kind" = 'till' or "kind" = 'phone' or "kind" = 'back_office' or "kind" = 'display' or "kind" = 'store_server' or "kind" = 'hq_desktop'),
	CONSTRAINT "devices_state_check" CHECK ("state" = 'enrolled' or "state" = 'revoked'),
	CONSTRAINT "devices_storage_check" CHECK ("storage" = 'native' or "storage" = 'persistent' or "storage" = 'best_effort')
);
--> statement-breakpoint
CREATE TABLE "settings" (
	"id" uuid,
	"tenant_id" uuid,
	"revision" integer NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by_id" uuid,
	"deleted_at" timestamp(3) with time zone,
	"key" text NOT NULL,
	"level" text NOT NULL,
	"store_id" uuid,
	"register_id" uuid,
	"value" jsonb NOT NULL,
	CONSTRAINT "settings_pkey" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "settings_place" UNIQUE NULLS NOT DISTINCT("tenant_id","key","level","store_id","register_id"),
	CONSTRAINT "settings_level_check" CHECK ("level" = 'company' or "level" = 'store' or "level" = 'register'),
	CONSTRAINT "settings_level_rule" CHECK (("level" = 'company') = ("store_id" is null) and ("level" = 'register') = ("register_id" is not null))
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" uuid,
	"tenant_id" uuid,
	"revision" integer NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by_id" uuid,
	"deleted_at" timestamp(3) with time zone,
	"username" text NOT NULL,
	"display_name" text NOT NULL,
	"email" text,
	"phone" text,
	"locale" text NOT NULL,
	"is_super_admin" boolean NOT NULL,
	"is_active" boolean NOT NULL,
	"employee_id" uuid,
	"permission_version" integer NOT NULL,
	CONSTRAINT "users_pkey" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "user_credentials" (
	"tenant_id" uuid,
	"id" uuid,
	"created_at" timestamp(3) with time zone NOT NULL,
	"user_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"secret" text NOT NULL,
	"params" jsonb,
	"last_step" bigint,
	"used_at" timestamp(3) with time zone,
	"disabled_at" timestamp(3) with time zone,
	CONSTRAINT "user_credentials_pkey" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "user_credentials_kind_check" CHECK ("kind" = 'password' or "kind" = 'totp' or "kind" = 'passkey' or "kind" = 'recovery' or "kind" = 'badge')
);
--> statement-breakpoint
CREATE TABLE "roles" (
	"id" uuid,
	"tenant_id" uuid,
	"revision" integer NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by_id" uuid,
	"deleted_at" timestamp(3) with time zone,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"scope" text NOT NULL,
	"description" text,
	"is_builtin" boolean NOT NULL,
	CONSTRAINT "roles_pkey" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "roles_code" UNIQUE NULLS NOT DISTINCT("tenant_id","code"),
	CONSTRAINT "roles_scope" UNIQUE NULLS NOT DISTINCT("tenant_id","id","scope"),
	CONSTRAINT "roles_scope_check" CHECK ("scope" = 'hq' or "scope" = 'store' or "scope" = 'pos')
);
--> statement-breakpoint
CREATE TABLE "permissions" (
	"code" text PRIMARY KEY,
	"scope" text NOT NULL,
	"description_key" text NOT NULL,
	CONSTRAINT "permissions_scope" UNIQUE NULLS NOT DISTINCT("code","scope"),
	CONSTRAINT "permissions_scope_check" CHECK ("scope" = 'hq' or "scope" = 'store' or "scope" = 'pos')
);
--> statement-breakpoint
CREATE TABLE "role_permissions" (
	"tenant_id" uuid,
	"role_id" uuid,
	"scope" text NOT NULL,
	"permission_code" text,
	CONSTRAINT "role_permissions_pkey" PRIMARY KEY("tenant_id","role_id","permission_code"),
	CONSTRAINT "role_permissions_scope_check" CHECK ("scope" = 'hq' or "scope" = 'store' or "scope" = 'pos')
);
--> statement-breakpoint
CREATE TABLE "user_roles" (
	"tenant_id" uuid,
	"id" uuid,
	"user_id" uuid NOT NULL,
	"role_id" uuid NOT NULL,
	"scope" text NOT NULL,
	"store_id" uuid,
	"granted_at" timestamp(3) with time zone NOT NULL,
	"granted_by_id" uuid NOT NULL,
	"revoked_at" timestamp(3) with time zone,
	"revoked_by_id" uuid,
	CONSTRAINT "user_roles_pkey" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "user_roles_scope_check" CHECK ("scope" = 'hq' or "scope" = 'store' or "scope" = 'pos'),
	CONSTRAINT "user_roles_scope_rule" CHECK (("scope" = 'hq') = ("store_id" is null))
);
--> statement-breakpoint
CREATE TABLE "departments" (
	"id" uuid,
	"tenant_id" uuid,
	"revision" integer NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by_id" uuid,
	"deleted_at" timestamp(3) with time zone,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"parent_id" uuid,
	"tax_group_id" uuid,
	"margin_target_ppm" bigint,
	"gl_account_id" uuid,
	CONSTRAINT "departments_pkey" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "departments_code" UNIQUE NULLS NOT DISTINCT("tenant_id","code"),
	CONSTRAINT "departments_margin_target_ppm_check" CHECK ("margin_target_ppm" between -9007199254740991 and 9007199254740991)
);
--> statement-breakpoint
CREATE TABLE "units" (
	"id" uuid,
	"tenant_id" uuid,
	"revision" integer NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by_id" uuid,
	"deleted_at" timestamp(3) with time zone,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"dimension" text NOT NULL,
	"decimals" integer NOT NULL,
	"base_unit_id" uuid,
	"factor_num" integer NOT NULL,
	"factor_den" integer NOT NULL,
	CONSTRAINT "units_pkey" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "units_code" UNIQUE NULLS NOT DISTINCT("tenant_id","code"),
	CONSTRAINT "units_dimension_check" CHECK ("dimension" = 'count' or "dimension" = 'mass' or "dimension" = 'volume' or "dimension" = 'length' or "dimension" = 'area' or "dimension" = 'time'),
	CONSTRAINT "units_decimals_rule" CHECK ("decimals" between 0 and 3),
	CONSTRAINT "units_factor_rule" CHECK ("factor_num" > 0 and "factor_den" > 0)
);
--> statement-breakpoint
CREATE TABLE "products" (
	"id" uuid,
	"tenant_id" uuid,
	"revision" integer NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by_id" uuid,
	"deleted_at" timestamp(3) with time zone,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"receipt_name" text NOT NULL,
	"description" text,
	"kind" text NOT NULL,
	"department_id" uuid NOT NULL,
	"brand_id" uuid,
	"tax_group_id" uuid NOT NULL,
	"base_unit_id" uuid NOT NULL,
	"tracking" text NOT NULL,
	"has_expiry" boolean NOT NULL,
	"is_weighed" boolean NOT NULL,
	"is_open_price" boolean NOT NULL,
	"is_discountable" boolean NOT NULL,
	"is_returnable" boolean NOT NULL,
	"return_days" integer,
	"restriction_id" uuid,
	"assortment" text NOT NULL,
	"is_on_web" boolean NOT NULL,
	"status" text NOT NULL,
	"custom" jsonb,
	CONSTRAINT "products_pkey" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "products_code" UNIQUE NULLS NOT DISTINCT("tenant_id","code"),
	CONSTRAINT "products_kind_check" CHECK ("kind" = 'goods' or "kind" = 'service' or "kind" = 'kit' or "kind" = 'gift_card' or "kind" = 'deposit' or "kind" = 'charge' or "kind" = 'donation'),
	CONSTRAINT "products_tracking_check" CHECK ("tracking" = 'none' or "tracking" = 'lot' or "tracking" = 'serial'),
	CONSTRAINT "products_assortment_check" CHECK ("assortment" = 'all' or "assortment" = 'listed'),
	CONSTRAINT "products_status_check" CHECK ("status" = 'draft' or "status" = 'active' or "status" = 'discontinued')
);
--> statement-breakpoint
CREATE TABLE "product_texts" (
	"tenant_id" uuid,
	"product_id" uuid,
	"locale" text,
	"name" text NOT NULL,
	"receipt_name" text NOT NULL,
	"description" text,
	CONSTRAINT "product_texts_pkey" PRIMARY KEY("tenant_id","product_id","locale")
);
--> statement-breakpoint
CREATE TABLE "product_variants" (
	"id" uuid,
	"tenant_id" uuid,
	"revision" integer NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by_id" uuid,
	"deleted_at" timestamp(3) with time zone,
	"product_id" uuid NOT NULL,
	"sku" text NOT NULL,
	"name" text,
	"position" integer NOT NULL,
	"net_weight_milli" bigint,
	"tare_milli" bigint,
	"status" text NOT NULL,
	"custom" jsonb,
	CONSTRAINT "product_variants_pkey" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "product_variants_sku" UNIQUE NULLS NOT DISTINCT("tenant_id","sku"),
	CONSTRAINT "product_variants_net_weight_milli_check" CHECK ("net_weight_milli" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "product_variants_tare_milli_check" CHECK ("tare_milli" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "product_variants_status_check" CHECK ("status" = 'active' or "status" = 'discontinued')
);
--> statement-breakpoint
CREATE TABLE "variant_packs" (
	"tenant_id" uuid,
	"id" uuid,
	"variant_id" uuid NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"quantity_milli" bigint NOT NULL,
	"is_sold" boolean NOT NULL,
	"is_bought" boolean NOT NULL,
	"is_default_buy" boolean NOT NULL,
	CONSTRAINT "variant_packs_pkey" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "variant_packs_code" UNIQUE NULLS NOT DISTINCT("tenant_id","variant_id","code"),
	CONSTRAINT "variant_packs_quantity_milli_check" CHECK ("quantity_milli" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "variant_packs_quantity_rule" CHECK ("quantity_milli" > 0)
);
--> statement-breakpoint
CREATE TABLE "barcodes" (
	"tenant_id" uuid,
	"id" uuid,
	"code" text NOT NULL,
	"kind" text NOT NULL,
	"gtin14" text,
	"variant_id" uuid NOT NULL,
	"pack_id" uuid,
	"is_primary" boolean NOT NULL,
	CONSTRAINT "barcodes_pkey" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "barcodes_code" UNIQUE NULLS NOT DISTINCT("tenant_id","code"),
	CONSTRAINT "barcodes_kind_check" CHECK ("kind" = 'ean13' or "kind" = 'ean8' or "kind" = 'upca' or "kind" = 'upce' or "kind" = 'gtin14' or "kind" = 'code128' or "kind" = 'plu' or "kind" = 'internal')
);
--> statement-breakpoint
CREATE TABLE "currencies" (
	"code" text PRIMARY KEY,
	"numeric" text NOT NULL,
	"exponent" integer NOT NULL,
	"name" text NOT NULL,
	CONSTRAINT "currencies_exponent_rule" CHECK ("exponent" between 0 and 4)
);
--> statement-breakpoint
CREATE TABLE "tax_zones" (
	"id" uuid,
	"tenant_id" uuid,
	"revision" integer NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by_id" uuid,
	"deleted_at" timestamp(3) with time zone,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"country" text NOT NULL,
	"region" text,
	CONSTRAINT "tax_zones_pkey" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "tax_zones_code" UNIQUE NULLS NOT DISTINCT("tenant_id","code")
);
--> statement-breakpoint
CREATE TABLE "tax_rates" (
	"id" uuid,
	"tenant_id" uuid,
	"revision" integer NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by_id" uuid,
	"deleted_at" timestamp(3) with time zone,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"rate_ppm" bigint,
	"amount_minor" bigint,
	"per_milli" bigint,
	"valid_from_on" date NOT NULL,
	"gl_account_id" uuid,
	CONSTRAINT "tax_rates_pkey" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "tax_rates_start" UNIQUE NULLS NOT DISTINCT("tenant_id","code","valid_from_on"),
	CONSTRAINT "tax_rates_kind_check" CHECK ("kind" = 'percent' or "kind" = 'per_unit'),
	CONSTRAINT "tax_rates_rate_ppm_check" CHECK ("rate_ppm" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "tax_rates_amount_minor_check" CHECK ("amount_minor" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "tax_rates_per_milli_check" CHECK ("per_milli" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "tax_rates_value_rule" CHECK (("kind" = 'percent') = ("rate_ppm" is not null) and ("kind" = 'per_unit') = ("amount_minor" is not null))
);
--> statement-breakpoint
CREATE TABLE "tax_groups" (
	"id" uuid,
	"tenant_id" uuid,
	"revision" integer NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by_id" uuid,
	"deleted_at" timestamp(3) with time zone,
	"code" text NOT NULL,
	"name" text NOT NULL,
	CONSTRAINT "tax_groups_pkey" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "tax_groups_code" UNIQUE NULLS NOT DISTINCT("tenant_id","code")
);
--> statement-breakpoint
CREATE TABLE "tax_group_rates" (
	"tenant_id" uuid,
	"tax_group_id" uuid,
	"tax_zone_id" uuid,
	"tax_rate_code" text NOT NULL,
	"position" integer,
	"is_compound" boolean NOT NULL,
	CONSTRAINT "tax_group_rates_pkey" PRIMARY KEY("tenant_id","tax_group_id","tax_zone_id","position")
);
--> statement-breakpoint
CREATE TABLE "price_lists" (
	"id" uuid,
	"tenant_id" uuid,
	"revision" integer NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by_id" uuid,
	"deleted_at" timestamp(3) with time zone,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"currency" text NOT NULL,
	"is_tax_included" boolean NOT NULL,
	"priority" integer NOT NULL,
	"is_active" boolean NOT NULL,
	CONSTRAINT "price_lists_pkey" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "price_lists_code" UNIQUE NULLS NOT DISTINCT("tenant_id","code")
);
--> statement-breakpoint
CREATE TABLE "price_list_assignments" (
	"tenant_id" uuid NOT NULL,
	"price_list_id" uuid NOT NULL,
	"store_id" uuid,
	"store_group_id" uuid,
	"customer_group_id" uuid,
	CONSTRAINT "price_list_assignments_subject" UNIQUE NULLS NOT DISTINCT("tenant_id","price_list_id","store_id","store_group_id","customer_group_id"),
	CONSTRAINT "price_list_assignments_subject_rule" CHECK ("store_id" is not null or "store_group_id" is not null or "customer_group_id" is not null)
);
--> statement-breakpoint
CREATE TABLE "prices" (
	"tenant_id" uuid,
	"id" uuid,
	"price_list_id" uuid NOT NULL,
	"variant_id" uuid NOT NULL,
	"pack_id" uuid,
	"min_quantity_milli" bigint DEFAULT 0 NOT NULL,
	"valid_from_local" text NOT NULL,
	"price_minor" bigint,
	"per_milli" bigint DEFAULT 1000 NOT NULL,
	"worksheet_id" uuid,
	"created_by_id" uuid NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "prices_pkey" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "prices_start" UNIQUE NULLS NOT DISTINCT("tenant_id","price_list_id","variant_id","pack_id","min_quantity_milli","valid_from_local"),
	CONSTRAINT "prices_min_quantity_milli_check" CHECK ("min_quantity_milli" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "prices_price_minor_check" CHECK ("price_minor" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "prices_per_milli_check" CHECK ("per_milli" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "prices_not_negative_rule" CHECK ("price_minor" >= 0 and "per_milli" > 0)
);
--> statement-breakpoint
CREATE TABLE "product_costs" (
	"tenant_id" uuid,
	"id" uuid,
	"variant_id" uuid NOT NULL,
	"store_id" uuid,
	"kind" text NOT NULL,
	"cost_minor" bigint NOT NULL,
	"per_milli" bigint DEFAULT 1000 NOT NULL,
	"currency" text NOT NULL,
	"as_of_at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "product_costs_pkey" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "product_costs_kind" UNIQUE NULLS NOT DISTINCT("tenant_id","variant_id","store_id","kind"),
	CONSTRAINT "product_costs_kind_check" CHECK ("kind" = 'last' or "kind" = 'average' or "kind" = 'standard'),
	CONSTRAINT "product_costs_cost_minor_check" CHECK ("cost_minor" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "product_costs_per_milli_check" CHECK ("per_milli" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "product_costs_per_rule" CHECK ("per_milli" > 0)
);
--> statement-breakpoint
CREATE TABLE "reason_codes" (
	"id" uuid,
	"tenant_id" uuid,
	"revision" integer NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by_id" uuid,
	"deleted_at" timestamp(3) with time zone,
	"kind" text NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"is_note_required" boolean NOT NULL,
	"is_approval_required" boolean NOT NULL,
	"restock" text,
	"gl_account_id" uuid,
	CONSTRAINT "reason_codes_pkey" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "reason_codes_code" UNIQUE NULLS NOT DISTINCT("tenant_id","kind","code"),
	CONSTRAINT "reason_codes_kind_check" CHECK ("kind" = 'discount' or "kind" = 'return' or "kind" = 'void' or "kind" = 'line_removal' or "kind" = 'price_override' or "kind" = 'no_sale' or "kind" = 'cash_in' or "kind" = 'cash_out' or "kind" = 'adjustment' or "kind" = 'count' or "kind" = 'transfer' or "kind" = 'tax_exempt' or "kind" = 'cancel' or "kind" = 'shift_difference' or "kind" = 'time_correction'),
	CONSTRAINT "reason_codes_restock_check" CHECK ("restock" = 'resell' or "restock" = 'waste' or "restock" = 'supplier' or "restock" = 'none')
);
--> statement-breakpoint
CREATE TABLE "tender_types" (
	"id" uuid,
	"tenant_id" uuid,
	"revision" integer NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by_id" uuid,
	"deleted_at" timestamp(3) with time zone,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"currency" text,
	"is_drawer_opened" boolean NOT NULL,
	"can_give_change" boolean NOT NULL,
	"can_refund" boolean NOT NULL,
	"is_counted" boolean NOT NULL,
	"is_reference_required" boolean NOT NULL,
	"rounding_minor" bigint DEFAULT 1 NOT NULL,
	"rounding_mode" text NOT NULL,
	"offline" text NOT NULL,
	"offline_limit_minor" bigint,
	"fee_ppm" bigint,
	"gl_account_id" uuid,
	"position" integer NOT NULL,
	"is_active" boolean NOT NULL,
	CONSTRAINT "tender_types_pkey" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "tender_types_code" UNIQUE NULLS NOT DISTINCT("tenant_id","code"),
	CONSTRAINT "tender_types_kind_check" CHECK ("kind" = 'cash' or "kind" = 'card' or "kind" = 'gift_card' or "kind" = 'store_credit' or "kind" = 'house_account' or "kind" = 'deposit' or "kind" = 'loyalty' or "kind" = 'bank' or "kind" = 'cheque' or "kind" = 'voucher' or "kind" = 'online'),
	CONSTRAINT "tender_types_rounding_minor_check" CHECK ("rounding_minor" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "tender_types_rounding_mode_check" CHECK ("rounding_mode" = 'half_up' or "rounding_mode" = 'down' or "rounding_mode" = 'up'),
	CONSTRAINT "tender_types_offline_check" CHECK ("offline" = 'allow' or "offline" = 'limit' or "offline" = 'deny'),
	CONSTRAINT "tender_types_offline_limit_minor_check" CHECK ("offline_limit_minor" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "tender_types_fee_ppm_check" CHECK ("fee_ppm" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "tender_types_rounding_rule" CHECK ("rounding_minor" > 0)
);
--> statement-breakpoint
CREATE TABLE "sales" (
	"tenant_id" uuid,
	"id" uuid,
	"store_id" uuid NOT NULL,
	"event_id" uuid NOT NULL,
	"line_no" integer NOT NULL,
	"occurred_at" timestamp(3) with time zone NOT NULL,
	"business_on" date NOT NULL,
	"device_id" uuid,
	"user_id" uuid,
	"register_id" uuid NOT NULL,
	"shift_id" uuid NOT NULL,
	"series_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"document_no" text NOT NULL,
	"kind" text NOT NULL,
	"original_sale_id" uuid,
	"capture" text NOT NULL,
	"customer_id" uuid,
	"customer_name" text,
	"sales_rep_id" uuid,
	"currency" text NOT NULL,
	"price_list_id" uuid NOT NULL,
	"is_tax_included" boolean NOT NULL,
	"time_zone" text NOT NULL,
	"business_hour" integer NOT NULL,
	"started_at" timestamp(3) with time zone NOT NULL,
	"completed_at" timestamp(3) with time zone NOT NULL,
	"gross_minor" bigint NOT NULL,
	"discount_minor" bigint NOT NULL,
	"tax_added_minor" bigint NOT NULL,
	"tax_minor" bigint NOT NULL,
	"total_minor" bigint NOT NULL,
	"net_minor" bigint NOT NULL,
	"cash_rounding_minor" bigint NOT NULL,
	"payable_minor" bigint NOT NULL,
	"tax_exemption_id" uuid,
	"catalogue_version" bigint NOT NULL,
	"app_version" text NOT NULL,
	"clock_state" text NOT NULL,
	"hlc" text NOT NULL,
	"note" text,
	"custom" jsonb,
	"prev_hash" bytea NOT NULL,
	"hash" bytea NOT NULL,
	"check_code" text NOT NULL,
	CONSTRAINT "sales_pkey" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "sales_event" UNIQUE NULLS NOT DISTINCT("tenant_id","event_id","line_no"),
	CONSTRAINT "sales_number" UNIQUE NULLS NOT DISTINCT("tenant_id","register_id","series_id","number"),
	CONSTRAINT "sales_chain" UNIQUE NULLS NOT DISTINCT("tenant_id","series_id","prev_hash"),
	CONSTRAINT "sales_kind_check" CHECK ("kind" = 'sale' or "kind" = 'return' or "kind" = 'exchange' or "kind" = 'void'),
	CONSTRAINT "sales_capture_check" CHECK ("capture" = 'online' or "capture" = 'offline'),
	CONSTRAINT "sales_gross_minor_check" CHECK ("gross_minor" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "sales_discount_minor_check" CHECK ("discount_minor" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "sales_tax_added_minor_check" CHECK ("tax_added_minor" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "sales_tax_minor_check" CHECK ("tax_minor" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "sales_total_minor_check" CHECK ("total_minor" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "sales_net_minor_check" CHECK ("net_minor" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "sales_cash_rounding_minor_check" CHECK ("cash_rounding_minor" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "sales_payable_minor_check" CHECK ("payable_minor" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "sales_clock_state_check" CHECK ("clock_state" = 'ok' or "clock_state" = 'suspect'),
	CONSTRAINT "sales_hour_rule" CHECK ("business_hour" between 0 and 23),
	CONSTRAINT "sales_total_rule" CHECK (
  "total_minor" = "gross_minor" - "discount_minor" + "tax_added_minor"
  and "net_minor" = "total_minor" - "tax_minor"
  and "payable_minor" = "total_minor" + "cash_rounding_minor")
);
--> statement-breakpoint
CREATE TABLE "sale_lines" (
	"tenant_id" uuid,
	"id" uuid,
	"sale_id" uuid NOT NULL,
	"line_no" integer NOT NULL,
	"store_id" uuid NOT NULL,
	"business_on" date NOT NULL,
	"kind" text NOT NULL,
	"parent_line_id" uuid,
	"product_id" uuid,
	"variant_id" uuid,
	"sku" text,
	"barcode" text,
	"name" text NOT NULL,
	"department_id" uuid,
	"unit_code" text NOT NULL,
	"pack_id" uuid,
	"pack_quantity_milli" bigint,
	"quantity_milli" bigint NOT NULL,
	"weight_source" text NOT NULL,
	"tare_milli" bigint,
	"list_price_minor" bigint NOT NULL,
	"price_minor" bigint NOT NULL,
	"per_milli" bigint NOT NULL,
	"price_source" text NOT NULL,
	"override_reason_id" uuid,
	"approval_id" uuid,
	"gross_minor" bigint NOT NULL,
	"discount_minor" bigint NOT NULL,
	"tax_group_id" uuid,
	"tax_added_minor" bigint NOT NULL,
	"tax_minor" bigint NOT NULL,
	"total_minor" bigint NOT NULL,
	"original_line_id" uuid,
	"original_store_id" uuid,
	"return_reason_id" uuid,
	"restock" text,
	"value_account_id" uuid,
	"customer_order_line_id" uuid,
	"sales_rep_id" uuid,
	"is_age_checked" boolean DEFAULT false NOT NULL,
	"custom" jsonb,
	CONSTRAINT "sale_lines_pkey" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "sale_lines_line" UNIQUE NULLS NOT DISTINCT("tenant_id","sale_id","line_no"),
	CONSTRAINT "sale_lines_kind_check" CHECK ("kind" = 'goods' or "kind" = 'service' or "kind" = 'kit' or "kind" = 'component' or "kind" = 'modifier' or "kind" = 'container_deposit' or "kind" = 'charge' or "kind" = 'value_load' or "kind" = 'account_payment' or "kind" = 'order_deposit' or "kind" = 'tip' or "kind" = 'donation'),
	CONSTRAINT "sale_lines_pack_quantity_milli_check" CHECK ("pack_quantity_milli" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "sale_lines_quantity_milli_check" CHECK ("quantity_milli" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "sale_lines_weight_source_check" CHECK ("weight_source" = 'none' or "weight_source" = 'scale' or "weight_source" = 'label' or "weight_source" = 'keyed'),
	CONSTRAINT "sale_lines_tare_milli_check" CHECK ("tare_milli" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "sale_lines_list_price_minor_check" CHECK ("list_price_minor" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "sale_lines_price_minor_check" CHECK ("price_minor" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "sale_lines_per_milli_check" CHECK ("per_milli" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "sale_lines_price_source_check" CHECK ("price_source" = 'list' or "price_source" = 'special' or "price_source" = 'open' or "price_source" = 'override' or "price_source" = 'label' or "price_source" = 'original'),
	CONSTRAINT "sale_lines_gross_minor_check" CHECK ("gross_minor" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "sale_lines_discount_minor_check" CHECK ("discount_minor" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "sale_lines_tax_added_minor_check" CHECK ("tax_added_minor" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "sale_lines_tax_minor_check" CHECK ("tax_minor" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "sale_lines_total_minor_check" CHECK ("total_minor" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "sale_lines_restock_check" CHECK ("restock" = 'resell' or "restock" = 'waste' or "restock" = 'supplier' or "restock" = 'none'),
	CONSTRAINT "sale_lines_signs_rule" CHECK (
  "quantity_milli" > 0 and "gross_minor" >= 0 and "discount_minor" >= 0 and "tax_added_minor" >= 0
    and "tax_minor" >= 0 and "total_minor" >= 0
  or "quantity_milli" < 0 and "gross_minor" <= 0 and "discount_minor" <= 0 and "tax_added_minor" <= 0
    and "tax_minor" <= 0 and "total_minor" <= 0)
);
--> statement-breakpoint
CREATE TABLE "sale_line_taxes" (
	"tenant_id" uuid,
	"id" uuid NOT NULL,
	"sale_line_id" uuid,
	"position" integer,
	"tax_rate_id" uuid NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"rate_ppm" bigint,
	"is_compound" boolean NOT NULL,
	"base_minor" bigint NOT NULL,
	"tax_minor" bigint NOT NULL,
	CONSTRAINT "sale_line_taxes_pkey" PRIMARY KEY("tenant_id","sale_line_id","position"),
	CONSTRAINT "sale_line_taxes_rate_ppm_check" CHECK ("rate_ppm" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "sale_line_taxes_base_minor_check" CHECK ("base_minor" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "sale_line_taxes_tax_minor_check" CHECK ("tax_minor" between -9007199254740991 and 9007199254740991)
);
--> statement-breakpoint
CREATE TABLE "sale_line_discounts" (
	"tenant_id" uuid,
	"id" uuid NOT NULL,
	"sale_line_id" uuid,
	"position" integer,
	"source" text NOT NULL,
	"promotion_id" uuid,
	"coupon_id" uuid,
	"reason_code_id" uuid,
	"approval_id" uuid,
	"user_id" uuid,
	"rate_ppm" bigint,
	"amount_minor" bigint NOT NULL,
	"points" integer,
	CONSTRAINT "sale_line_discounts_pkey" PRIMARY KEY("tenant_id","sale_line_id","position"),
	CONSTRAINT "sale_line_discounts_source_check" CHECK ("source" = 'line' or "source" = 'cart' or "source" = 'promotion' or "source" = 'coupon' or "source" = 'loyalty'),
	CONSTRAINT "sale_line_discounts_rate_ppm_check" CHECK ("rate_ppm" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "sale_line_discounts_amount_minor_check" CHECK ("amount_minor" between -9007199254740991 and 9007199254740991)
);
--> statement-breakpoint
CREATE TABLE "payments" (
	"tenant_id" uuid,
	"id" uuid NOT NULL,
	"sale_id" uuid,
	"line_no" integer,
	"store_id" uuid NOT NULL,
	"business_on" date NOT NULL,
	"shift_id" uuid NOT NULL,
	"tender_type_id" uuid NOT NULL,
	"tender_kind" text NOT NULL,
	"currency" text NOT NULL,
	"tendered_minor" bigint NOT NULL,
	"change_currency" text,
	"change_minor" bigint NOT NULL,
	"rate_ppm" bigint,
	"per_units" integer,
	"amount_minor" bigint NOT NULL,
	"tip_minor" bigint NOT NULL,
	"fee_minor" bigint,
	"attempt_id" uuid,
	"refund_of_payment_id" uuid,
	"value_account_id" uuid,
	"hold_id" uuid,
	"allowance_id" uuid,
	"provider" text,
	"provider_ref" text,
	"card_brand" text,
	"card_last4" text,
	"auth_code" text,
	"reference" text,
	CONSTRAINT "payments_pkey" PRIMARY KEY("tenant_id","sale_id","line_no"),
	CONSTRAINT "payments_tender_kind_check" CHECK ("tender_kind" = 'cash' or "tender_kind" = 'card' or "tender_kind" = 'gift_card' or "tender_kind" = 'store_credit' or "tender_kind" = 'house_account' or "tender_kind" = 'deposit' or "tender_kind" = 'loyalty' or "tender_kind" = 'bank' or "tender_kind" = 'cheque' or "tender_kind" = 'voucher' or "tender_kind" = 'online'),
	CONSTRAINT "payments_tendered_minor_check" CHECK ("tendered_minor" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "payments_change_minor_check" CHECK ("change_minor" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "payments_rate_ppm_check" CHECK ("rate_ppm" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "payments_amount_minor_check" CHECK ("amount_minor" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "payments_tip_minor_check" CHECK ("tip_minor" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "payments_fee_minor_check" CHECK ("fee_minor" between -9007199254740991 and 9007199254740991)
);
--> statement-breakpoint
CREATE TABLE "sale_flags" (
	"tenant_id" uuid,
	"id" uuid,
	"store_id" uuid NOT NULL,
	"event_id" uuid NOT NULL,
	"line_no" integer NOT NULL,
	"sale_id" uuid NOT NULL,
	"rule_id" text NOT NULL,
	"code" text NOT NULL,
	"params" jsonb NOT NULL,
	"raised_by" text NOT NULL,
	"state" text NOT NULL,
	"settled_by_id" uuid,
	"settled_at" timestamp(3) with time zone,
	"note" text,
	CONSTRAINT "sale_flags_pkey" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "sale_flags_finding" UNIQUE NULLS NOT DISTINCT("tenant_id","event_id","rule_id","line_no"),
	CONSTRAINT "sale_flags_raised_by_check" CHECK ("raised_by" = 'till' or "raised_by" = 'store' or "raised_by" = 'hq'),
	CONSTRAINT "sale_flags_state_check" CHECK ("state" = 'open' or "state" = 'accepted' or "state" = 'corrected')
);
--> statement-breakpoint
CREATE TABLE "returnable_lines" (
	"tenant_id" uuid,
	"sale_line_id" uuid,
	"sale_id" uuid NOT NULL,
	"store_id" uuid NOT NULL,
	"sold_milli" bigint NOT NULL,
	"paid_minor" bigint NOT NULL,
	"returned_milli" bigint NOT NULL,
	"refunded_minor" bigint NOT NULL,
	"reserved_milli" bigint DEFAULT 0 NOT NULL,
	"over_milli" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "returnable_lines_pkey" PRIMARY KEY("tenant_id","sale_line_id"),
	CONSTRAINT "returnable_lines_sold_milli_check" CHECK ("sold_milli" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "returnable_lines_paid_minor_check" CHECK ("paid_minor" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "returnable_lines_returned_milli_check" CHECK ("returned_milli" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "returnable_lines_refunded_minor_check" CHECK ("refunded_minor" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "returnable_lines_reserved_milli_check" CHECK ("reserved_milli" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "returnable_lines_over_milli_check" CHECK ("over_milli" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "returnable_lines_limit_rule" CHECK (
  "returned_milli" + "reserved_milli" between 0 and "sold_milli" + "over_milli"
  and "reserved_milli" >= 0 and "over_milli" >= 0)
);
--> statement-breakpoint
CREATE TABLE "shifts" (
	"tenant_id" uuid,
	"id" uuid,
	"store_id" uuid NOT NULL,
	"register_id" uuid NOT NULL,
	"device_id" uuid,
	"lineage" uuid NOT NULL,
	"z_number" integer NOT NULL,
	"business_on" date NOT NULL,
	"time_zone" text NOT NULL,
	"state" text NOT NULL,
	"opened_at" timestamp(3) with time zone NOT NULL,
	"opened_by_id" uuid,
	"closing_requested_at" timestamp(3) with time zone,
	"closed_at" timestamp(3) with time zone,
	"closed_by_id" uuid,
	"difference_reason_id" uuid,
	"last_sale_number" integer,
	"sealed" bytea,
	"seal_hash" bytea,
	"prev_seal_hash" bytea,
	CONSTRAINT "shifts_pkey" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "shifts_z" UNIQUE NULLS NOT DISTINCT("tenant_id","register_id","z_number"),
	CONSTRAINT "shifts_state_check" CHECK ("state" = 'open' or "state" = 'closing' or "state" = 'closed' or "state" = 'close_pending')
);
--> statement-breakpoint
CREATE TABLE "shift_totals" (
	"tenant_id" uuid NOT NULL,
	"shift_id" uuid NOT NULL,
	"metric" text NOT NULL,
	"tender_type_id" uuid,
	"currency" text NOT NULL,
	"user_id" uuid,
	"amount_minor" bigint NOT NULL,
	"count" integer NOT NULL,
	CONSTRAINT "shift_totals_key" UNIQUE NULLS NOT DISTINCT("tenant_id","shift_id","metric","tender_type_id","currency","user_id"),
	CONSTRAINT "shift_totals_metric_check" CHECK ("metric" = 'sales' or "metric" = 'returns' or "metric" = 'voids' or "metric" = 'discounts' or "metric" = 'tax' or "metric" = 'rounding' or "metric" = 'tips' or "metric" = 'tendered' or "metric" = 'change' or "metric" = 'net' or "metric" = 'cash_in' or "metric" = 'cash_out' or "metric" = 'drop' or "metric" = 'no_sale' or "metric" = 'abandoned'),
	CONSTRAINT "shift_totals_amount_minor_check" CHECK ("amount_minor" between -9007199254740991 and 9007199254740991)
);
--> statement-breakpoint
CREATE TABLE "shift_counts" (
	"tenant_id" uuid,
	"id" uuid,
	"shift_id" uuid NOT NULL,
	"attempt" integer NOT NULL,
	"tender_type_id" uuid NOT NULL,
	"currency" text NOT NULL,
	"counted_minor" bigint NOT NULL,
	"expected_minor" bigint NOT NULL,
	"difference_minor" bigint NOT NULL,
	"is_blind" boolean NOT NULL,
	"counted_by_id" uuid,
	"counted_at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "shift_counts_pkey" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "shift_counts_attempt" UNIQUE NULLS NOT DISTINCT("tenant_id","shift_id","attempt","tender_type_id","currency"),
	CONSTRAINT "shift_counts_counted_minor_check" CHECK ("counted_minor" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "shift_counts_expected_minor_check" CHECK ("expected_minor" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "shift_counts_difference_minor_check" CHECK ("difference_minor" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "shift_counts_attempt_rule" CHECK ("attempt" between 1 and 2),
	CONSTRAINT "shift_counts_difference_rule" CHECK ("difference_minor" = "counted_minor" - "expected_minor")
);
--> statement-breakpoint
CREATE TABLE "cash_movements" (
	"tenant_id" uuid,
	"id" uuid,
	"store_id" uuid NOT NULL,
	"event_id" uuid NOT NULL,
	"line_no" integer NOT NULL,
	"occurred_at" timestamp(3) with time zone NOT NULL,
	"business_on" date NOT NULL,
	"device_id" uuid,
	"user_id" uuid,
	"shift_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"currency" text NOT NULL,
	"amount_minor" bigint NOT NULL,
	"reason_code_id" uuid,
	"note" text,
	"approval_id" uuid,
	"exchange_group_id" uuid,
	"rate_ppm" bigint,
	"per_units" integer,
	"bank_deposit_id" uuid,
	CONSTRAINT "cash_movements_pkey" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "cash_movements_event" UNIQUE NULLS NOT DISTINCT("tenant_id","event_id","line_no"),
	CONSTRAINT "cash_movements_kind_check" CHECK ("kind" = 'float' or "kind" = 'cash_in' or "kind" = 'cash_out' or "kind" = 'safe_drop' or "kind" = 'no_sale' or "kind" = 'exchange' or "kind" = 'leave'),
	CONSTRAINT "cash_movements_amount_minor_check" CHECK ("amount_minor" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "cash_movements_rate_ppm_check" CHECK ("rate_ppm" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "cash_movements_no_sale_rule" CHECK ("kind" <> 'no_sale' or "amount_minor" = 0)
);
--> statement-breakpoint
CREATE TABLE "z_reports" (
	"tenant_id" uuid,
	"id" uuid,
	"store_id" uuid NOT NULL,
	"event_id" uuid NOT NULL,
	"line_no" integer NOT NULL,
	"occurred_at" timestamp(3) with time zone NOT NULL,
	"business_on" date NOT NULL,
	"device_id" uuid,
	"user_id" uuid,
	"kind" text NOT NULL,
	"register_id" uuid,
	"shift_id" uuid,
	"series_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"from_number" integer,
	"to_number" integer,
	"supplement_of_id" uuid,
	"sealed" text NOT NULL,
	"prev_hash" bytea NOT NULL,
	"hash" bytea NOT NULL,
	CONSTRAINT "z_reports_pkey" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "z_reports_event" UNIQUE NULLS NOT DISTINCT("tenant_id","event_id","line_no"),
	CONSTRAINT "z_reports_number" UNIQUE NULLS NOT DISTINCT("tenant_id","series_id","number"),
	CONSTRAINT "z_reports_kind_check" CHECK ("kind" = 'z' or "kind" = 'supplement' or "kind" = 'zz')
);
--> statement-breakpoint
CREATE TABLE "stock_locations" (
	"id" uuid,
	"tenant_id" uuid,
	"revision" integer NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by_id" uuid,
	"deleted_at" timestamp(3) with time zone,
	"store_id" uuid NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"is_sellable" boolean NOT NULL,
	"is_default" boolean NOT NULL,
	CONSTRAINT "stock_locations_pkey" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "stock_locations_code" UNIQUE NULLS NOT DISTINCT("tenant_id","store_id","code"),
	CONSTRAINT "stock_locations_kind_check" CHECK ("kind" = 'floor' or "kind" = 'backroom' or "kind" = 'quarantine' or "kind" = 'waste' or "kind" = 'transit')
);
--> statement-breakpoint
CREATE TABLE "stock_movements" (
	"seq" bigint NOT NULL,
	"lineage" uuid NOT NULL,
	"tenant_id" uuid,
	"id" uuid,
	"event_id" uuid NOT NULL,
	"line_no" integer NOT NULL,
	"store_id" uuid NOT NULL,
	"location_id" uuid NOT NULL,
	"variant_id" uuid NOT NULL,
	"lot_id" uuid,
	"serial_id" uuid,
	"quantity_milli" bigint NOT NULL,
	"kind" text NOT NULL,
	"reason_code_id" uuid,
	"source_type" text NOT NULL,
	"source_id" uuid NOT NULL,
	"source_line_id" uuid NOT NULL,
	"level_after_milli" bigint NOT NULL,
	"cost_minor" bigint,
	"currency" text NOT NULL,
	"business_on" date NOT NULL,
	"occurred_at" timestamp(3) with time zone NOT NULL,
	"hlc" text NOT NULL,
	CONSTRAINT "stock_movements_pkey" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "stock_movements_event" UNIQUE NULLS NOT DISTINCT("tenant_id","event_id","line_no"),
	CONSTRAINT "stock_movements_source" UNIQUE NULLS NOT DISTINCT("tenant_id","source_line_id","kind","location_id","lot_id","serial_id"),
	CONSTRAINT "stock_movements_position" UNIQUE NULLS NOT DISTINCT("tenant_id","store_id","lineage","seq"),
	CONSTRAINT "stock_movements_quantity_milli_check" CHECK ("quantity_milli" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "stock_movements_kind_check" CHECK ("kind" = 'sale' or "kind" = 'return' or "kind" = 'void' or "kind" = 'adjustment' or "kind" = 'count' or "kind" = 'delivery' or "kind" = 'supplier_return' or "kind" = 'transfer_out' or "kind" = 'transfer_in' or "kind" = 'transfer_loss' or "kind" = 'move' or "kind" = 'assembly' or "kind" = 'opening'),
	CONSTRAINT "stock_movements_level_after_milli_check" CHECK ("level_after_milli" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "stock_movements_cost_minor_check" CHECK ("cost_minor" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "stock_movements_quantity_rule" CHECK ("quantity_milli" <> 0)
);
--> statement-breakpoint
CREATE TABLE "stock_levels" (
	"tenant_id" uuid,
	"store_id" uuid,
	"location_id" uuid,
	"variant_id" uuid,
	"lot_key" text,
	"on_hand_milli" bigint NOT NULL,
	"as_of_seq" bigint NOT NULL,
	"as_of_lineage" uuid NOT NULL,
	"as_of_at" timestamp(3) with time zone NOT NULL,
	"folded_milli" bigint NOT NULL,
	"received_at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "stock_levels_pkey" PRIMARY KEY("tenant_id","store_id","location_id","variant_id","lot_key"),
	CONSTRAINT "stock_levels_on_hand_milli_check" CHECK ("on_hand_milli" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "stock_levels_folded_milli_check" CHECK ("folded_milli" between -9007199254740991 and 9007199254740991)
);
--> statement-breakpoint
CREATE TABLE "daily_store_sales" (
	"tenant_id" uuid,
	"store_id" uuid,
	"business_on" date,
	"hour" integer,
	"sales" integer NOT NULL,
	"returns" integer NOT NULL,
	"voids" integer NOT NULL,
	"gross_minor" bigint NOT NULL,
	"discount_minor" bigint NOT NULL,
	"net_minor" bigint NOT NULL,
	"tax_minor" bigint NOT NULL,
	"total_minor" bigint NOT NULL,
	"units_milli" bigint NOT NULL,
	"cost_minor" bigint,
	CONSTRAINT "daily_store_sales_pkey" PRIMARY KEY("tenant_id","store_id","business_on","hour"),
	CONSTRAINT "daily_store_sales_gross_minor_check" CHECK ("gross_minor" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "daily_store_sales_discount_minor_check" CHECK ("discount_minor" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "daily_store_sales_net_minor_check" CHECK ("net_minor" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "daily_store_sales_tax_minor_check" CHECK ("tax_minor" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "daily_store_sales_total_minor_check" CHECK ("total_minor" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "daily_store_sales_units_milli_check" CHECK ("units_milli" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "daily_store_sales_cost_minor_check" CHECK ("cost_minor" between -9007199254740991 and 9007199254740991)
);
--> statement-breakpoint
CREATE TABLE "daily_variant_sales" (
	"tenant_id" uuid,
	"store_id" uuid,
	"business_on" date,
	"variant_id" uuid,
	"department_id" uuid,
	"sold_milli" bigint NOT NULL,
	"returned_milli" bigint NOT NULL,
	"gross_minor" bigint NOT NULL,
	"discount_minor" bigint NOT NULL,
	"net_minor" bigint NOT NULL,
	"tax_minor" bigint NOT NULL,
	"cost_minor" bigint,
	CONSTRAINT "daily_variant_sales_pkey" PRIMARY KEY("tenant_id","store_id","business_on","variant_id"),
	CONSTRAINT "daily_variant_sales_sold_milli_check" CHECK ("sold_milli" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "daily_variant_sales_returned_milli_check" CHECK ("returned_milli" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "daily_variant_sales_gross_minor_check" CHECK ("gross_minor" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "daily_variant_sales_discount_minor_check" CHECK ("discount_minor" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "daily_variant_sales_net_minor_check" CHECK ("net_minor" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "daily_variant_sales_tax_minor_check" CHECK ("tax_minor" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "daily_variant_sales_cost_minor_check" CHECK ("cost_minor" between -9007199254740991 and 9007199254740991)
);
--> statement-breakpoint
CREATE INDEX "sync_change_pull" ON "sync_change" ("tenant_id","store_scope_key","version");
--> statement-breakpoint
CREATE INDEX "lineages_device" ON "lineages" ("tenant_id","device_id");
--> statement-breakpoint
CREATE UNIQUE INDEX "number_series_open" ON "number_series" ("tenant_id","register_id","document") WHERE "closed_at" is null and "register_id" is not null;
--> statement-breakpoint
CREATE UNIQUE INDEX "users_username" ON "users" ("tenant_id",lower("username"));
--> statement-breakpoint
CREATE UNIQUE INDEX "user_credentials_single" ON "user_credentials" ("tenant_id","user_id","kind") WHERE "kind" in ('password', 'totp') and "disabled_at" is null;
--> statement-breakpoint
CREATE UNIQUE INDEX "user_credentials_badge" ON "user_credentials" ("tenant_id","secret") WHERE "kind" = 'badge';
--> statement-breakpoint
CREATE INDEX "user_credentials_user" ON "user_credentials" ("tenant_id","user_id");
--> statement-breakpoint
CREATE UNIQUE INDEX "user_roles_active" ON "user_roles" ("tenant_id","user_id","role_id",coalesce("store_id"::text, '')) WHERE "revoked_at" is null;
--> statement-breakpoint
CREATE INDEX "product_variants_product" ON "product_variants" ("tenant_id","product_id");
--> statement-breakpoint
CREATE UNIQUE INDEX "barcodes_gtin14" ON "barcodes" ("tenant_id","gtin14") WHERE "gtin14" is not null;
--> statement-breakpoint
CREATE UNIQUE INDEX "barcodes_primary" ON "barcodes" ("tenant_id","variant_id") WHERE "is_primary";
--> statement-breakpoint
CREATE INDEX "barcodes_variant" ON "barcodes" ("tenant_id","variant_id");
--> statement-breakpoint
CREATE INDEX "prices_in_force" ON "prices" ("tenant_id","variant_id","price_list_id","valid_from_local" DESC NULLS LAST);
--> statement-breakpoint
CREATE UNIQUE INDEX "sales_void" ON "sales" ("tenant_id","original_sale_id") WHERE "kind" = 'void';
--> statement-breakpoint
CREATE INDEX "sales_store_day" ON "sales" ("tenant_id","store_id","business_on","id");
--> statement-breakpoint
CREATE INDEX "sales_day" ON "sales" ("tenant_id","business_on","id");
--> statement-breakpoint
CREATE INDEX "sales_shift" ON "sales" ("tenant_id","shift_id");
--> statement-breakpoint
CREATE INDEX "sales_customer" ON "sales" ("tenant_id","customer_id","business_on");
--> statement-breakpoint
CREATE INDEX "sales_document" ON "sales" ("tenant_id","store_id","document_no");
--> statement-breakpoint
CREATE INDEX "sales_check_code" ON "sales" ("tenant_id","check_code");
--> statement-breakpoint
CREATE INDEX "sale_lines_variant_day" ON "sale_lines" ("tenant_id","variant_id","business_on");
--> statement-breakpoint
CREATE INDEX "sale_lines_original" ON "sale_lines" ("tenant_id","original_line_id") WHERE "original_line_id" is not null;
--> statement-breakpoint
CREATE UNIQUE INDEX "payments_provider_ref" ON "payments" ("tenant_id","provider","provider_ref") WHERE "provider_ref" is not null;
--> statement-breakpoint
CREATE UNIQUE INDEX "payments_attempt" ON "payments" ("tenant_id","attempt_id") WHERE "attempt_id" is not null;
--> statement-breakpoint
CREATE INDEX "sale_flags_sale" ON "sale_flags" ("tenant_id","sale_id");
--> statement-breakpoint
CREATE UNIQUE INDEX "shifts_open" ON "shifts" ("tenant_id","register_id") WHERE "state" in ('open', 'closing');
--> statement-breakpoint
CREATE INDEX "cash_movements_shift" ON "cash_movements" ("tenant_id","shift_id");
--> statement-breakpoint
CREATE UNIQUE INDEX "z_reports_shift" ON "z_reports" ("tenant_id","shift_id") WHERE "kind" = 'z';
--> statement-breakpoint
CREATE UNIQUE INDEX "stock_locations_default" ON "stock_locations" ("tenant_id","store_id") WHERE "is_default";
--> statement-breakpoint
CREATE INDEX "stock_movements_variant" ON "stock_movements" ("tenant_id","store_id","variant_id","seq");
--> statement-breakpoint
CREATE INDEX "stock_movements_day" ON "stock_movements" ("tenant_id","store_id","business_on");
--> statement-breakpoint
CREATE INDEX "stock_levels_variant" ON "stock_levels" ("tenant_id","variant_id");
--> statement-breakpoint
CREATE INDEX "stock_levels_negative" ON "stock_levels" ("tenant_id","store_id") WHERE "on_hand_milli" < 0;
--> statement-breakpoint
ALTER TABLE "stores" ADD CONSTRAINT "stores_tax_zone_fk" FOREIGN KEY ("tenant_id","tax_zone_id") REFERENCES "tax_zones"("tenant_id","id");
--> statement-breakpoint
ALTER TABLE "stores" ADD CONSTRAINT "stores_price_list_fk" FOREIGN KEY ("tenant_id","price_list_id") REFERENCES "price_lists"("tenant_id","id");
--> statement-breakpoint
ALTER TABLE "store_provisionings" ADD CONSTRAINT "store_provisionings_store_fk" FOREIGN KEY ("tenant_id","store_id") REFERENCES "stores"("tenant_id","id");
--> statement-breakpoint
ALTER TABLE "registers" ADD CONSTRAINT "registers_store_fk" FOREIGN KEY ("tenant_id","store_id") REFERENCES "stores"("tenant_id","id");
--> statement-breakpoint
ALTER TABLE "settings" ADD CONSTRAINT "settings_store_fk" FOREIGN KEY ("tenant_id","store_id") REFERENCES "stores"("tenant_id","id");
--> statement-breakpoint
ALTER TABLE "settings" ADD CONSTRAINT "settings_register_fk" FOREIGN KEY ("tenant_id","register_id") REFERENCES "registers"("tenant_id","id");
--> statement-breakpoint
ALTER TABLE "user_credentials" ADD CONSTRAINT "user_credentials_user_fk" FOREIGN KEY ("tenant_id","user_id") REFERENCES "users"("tenant_id","id");
--> statement-breakpoint
ALTER TABLE "role_permissions" ADD CONSTRAINT "role_permissions_role_fk" FOREIGN KEY ("tenant_id","role_id","scope") REFERENCES "roles"("tenant_id","id","scope");
--> statement-breakpoint
ALTER TABLE "role_permissions" ADD CONSTRAINT "role_permissions_permission_fk" FOREIGN KEY ("permission_code","scope") REFERENCES "permissions"("code","scope");
--> statement-breakpoint
ALTER TABLE "user_roles" ADD CONSTRAINT "user_roles_user_fk" FOREIGN KEY ("tenant_id","user_id") REFERENCES "users"("tenant_id","id");
--> statement-breakpoint
ALTER TABLE "user_roles" ADD CONSTRAINT "user_roles_role_fk" FOREIGN KEY ("tenant_id","role_id","scope") REFERENCES "roles"("tenant_id","id","scope");
--> statement-breakpoint
ALTER TABLE "user_roles" ADD CONSTRAINT "user_roles_store_fk" FOREIGN KEY ("tenant_id","store_id") REFERENCES "stores"("tenant_id","id");
--> statement-breakpoint
ALTER TABLE "departments" ADD CONSTRAINT "departments_parent_fk" FOREIGN KEY ("tenant_id","parent_id") REFERENCES "departments"("tenant_id","id");
--> statement-breakpoint
ALTER TABLE "departments" ADD CONSTRAINT "departments_tax_group_fk" FOREIGN KEY ("tenant_id","tax_group_id") REFERENCES "tax_groups"("tenant_id","id");
--> statement-breakpoint
ALTER TABLE "units" ADD CONSTRAINT "units_base_unit_fk" FOREIGN KEY ("tenant_id","base_unit_id") REFERENCES "units"("tenant_id","id");
--> statement-breakpoint
ALTER TABLE "products" ADD CONSTRAINT "products_department_fk" FOREIGN KEY ("tenant_id","department_id") REFERENCES "departments"("tenant_id","id");
--> statement-breakpoint
ALTER TABLE "products" ADD CONSTRAINT "products_tax_group_fk" FOREIGN KEY ("tenant_id","tax_group_id") REFERENCES "tax_groups"("tenant_id","id");
--> statement-breakpoint
ALTER TABLE "products" ADD CONSTRAINT "products_base_unit_fk" FOREIGN KEY ("tenant_id","base_unit_id") REFERENCES "units"("tenant_id","id");
--> statement-breakpoint
ALTER TABLE "product_texts" ADD CONSTRAINT "product_texts_product_fk" FOREIGN KEY ("tenant_id","product_id") REFERENCES "products"("tenant_id","id");
--> statement-breakpoint
ALTER TABLE "product_variants" ADD CONSTRAINT "product_variants_product_fk" FOREIGN KEY ("tenant_id","product_id") REFERENCES "products"("tenant_id","id");
--> statement-breakpoint
ALTER TABLE "variant_packs" ADD CONSTRAINT "variant_packs_variant_fk" FOREIGN KEY ("tenant_id","variant_id") REFERENCES "product_variants"("tenant_id","id");
--> statement-breakpoint
ALTER TABLE "barcodes" ADD CONSTRAINT "barcodes_variant_fk" FOREIGN KEY ("tenant_id","variant_id") REFERENCES "product_variants"("tenant_id","id");
--> statement-breakpoint
ALTER TABLE "barcodes" ADD CONSTRAINT "barcodes_pack_fk" FOREIGN KEY ("tenant_id","pack_id") REFERENCES "variant_packs"("tenant_id","id");
--> statement-breakpoint
ALTER TABLE "tax_group_rates" ADD CONSTRAINT "tax_group_rates_tax_group_fk" FOREIGN KEY ("tenant_id","tax_group_id") REFERENCES "tax_groups"("tenant_id","id");
--> statement-breakpoint
ALTER TABLE "tax_group_rates" ADD CONSTRAINT "tax_group_rates_tax_zone_fk" FOREIGN KEY ("tenant_id","tax_zone_id") REFERENCES "tax_zones"("tenant_id","id");
--> statement-breakpoint
ALTER TABLE "price_list_assignments" ADD CONSTRAINT "price_list_assignments_price_list_fk" FOREIGN KEY ("tenant_id","price_list_id") REFERENCES "price_lists"("tenant_id","id");
--> statement-breakpoint
ALTER TABLE "price_list_assignments" ADD CONSTRAINT "price_list_assignments_store_fk" FOREIGN KEY ("tenant_id","store_id") REFERENCES "stores"("tenant_id","id");
--> statement-breakpoint
ALTER TABLE "prices" ADD CONSTRAINT "prices_price_list_fk" FOREIGN KEY ("tenant_id","price_list_id") REFERENCES "price_lists"("tenant_id","id");
--> statement-breakpoint
ALTER TABLE "prices" ADD CONSTRAINT "prices_variant_fk" FOREIGN KEY ("tenant_id","variant_id") REFERENCES "product_variants"("tenant_id","id");
--> statement-breakpoint
ALTER TABLE "prices" ADD CONSTRAINT "prices_pack_fk" FOREIGN KEY ("tenant_id","pack_id") REFERENCES "variant_packs"("tenant_id","id");
--> statement-breakpoint
ALTER TABLE "product_costs" ADD CONSTRAINT "product_costs_variant_fk" FOREIGN KEY ("tenant_id","variant_id") REFERENCES "product_variants"("tenant_id","id");
--> statement-breakpoint
ALTER TABLE "product_costs" ADD CONSTRAINT "product_costs_store_fk" FOREIGN KEY ("tenant_id","store_id") REFERENCES "stores"("tenant_id","id");
--> statement-breakpoint
ALTER TABLE "sale_lines" ADD CONSTRAINT "sale_lines_sale_fk" FOREIGN KEY ("tenant_id","sale_id") REFERENCES "sales"("tenant_id","id");
--> statement-breakpoint
ALTER TABLE "sale_line_taxes" ADD CONSTRAINT "sale_line_taxes_line_fk" FOREIGN KEY ("tenant_id","sale_line_id") REFERENCES "sale_lines"("tenant_id","id");
--> statement-breakpoint
ALTER TABLE "sale_line_discounts" ADD CONSTRAINT "sale_line_discounts_line_fk" FOREIGN KEY ("tenant_id","sale_line_id") REFERENCES "sale_lines"("tenant_id","id");
--> statement-breakpoint
ALTER TABLE "payments" ADD CONSTRAINT "payments_sale_fk" FOREIGN KEY ("tenant_id","sale_id") REFERENCES "sales"("tenant_id","id");
--> statement-breakpoint
ALTER TABLE "sale_flags" ADD CONSTRAINT "sale_flags_sale_fk" FOREIGN KEY ("tenant_id","sale_id") REFERENCES "sales"("tenant_id","id");
--> statement-breakpoint
ALTER TABLE "returnable_lines" ADD CONSTRAINT "returnable_lines_line_fk" FOREIGN KEY ("tenant_id","sale_line_id") REFERENCES "sale_lines"("tenant_id","id");
--> statement-breakpoint
ALTER TABLE "shift_counts" ADD CONSTRAINT "shift_counts_shift_fk" FOREIGN KEY ("tenant_id","shift_id") REFERENCES "shifts"("tenant_id","id");
--> statement-breakpoint
ALTER TABLE "stock_locations" ADD CONSTRAINT "stock_locations_store_fk" FOREIGN KEY ("tenant_id","store_id") REFERENCES "stores"("tenant_id","id");
