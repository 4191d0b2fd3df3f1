CREATE TABLE "conflicts" (
	"tenant_id" uuid,
	"id" uuid,
	"created_at" timestamp(3) with time zone NOT NULL,
	"kind" text NOT NULL,
	"entity" text NOT NULL,
	"entity_id" uuid NOT NULL,
	"field" text NOT NULL,
	"local" jsonb NOT NULL,
	"remote" jsonb NOT NULL,
	"base" jsonb,
	"proposed" text NOT NULL,
	"source_event_id" uuid NOT NULL,
	"store_id" uuid,
	"state" text NOT NULL,
	"resolved_by_id" uuid,
	"resolved_at" timestamp(3) with time zone,
	"resolution" text,
	CONSTRAINT "conflicts_pkey" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "conflicts_source" UNIQUE NULLS NOT DISTINCT("tenant_id","source_event_id","entity","entity_id","field"),
	CONSTRAINT "conflicts_kind_check" CHECK ("kind" = 'field' or "kind" = 'duplicate_customer'),
	CONSTRAINT "conflicts_proposed_check" CHECK ("proposed" = 'local' or "proposed" = 'remote' or "proposed" = 'both'),
	CONSTRAINT "conflicts_state_check" CHECK ("state" = 'open' or "state" = 'resolved' or "state" = 'dismissed'),
	CONSTRAINT "conflicts_resolution_check" CHECK ("resolution" = 'local' or "resolution" = 'remote' or "resolution" = 'both')
);
--> statement-breakpoint
CREATE TABLE "customers" (
	"id" uuid,
	"tenant_id" uuid,
	"revision" integer NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by_id" uuid,
	"deleted_at" timestamp(3) with time zone,
	"code" text NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"company" text,
	"tax_number" text,
	"email" text,
	"phone" text,
	"locale" text,
	"birth_on" date,
	"customer_group_id" uuid,
	"sales_rep_id" uuid,
	"home_store_id" uuid,
	"is_blocked" boolean NOT NULL,
	"note" text,
	"custom" jsonb,
	"merged_into_id" uuid,
	"erased_at" timestamp(3) with time zone,
	"stamps" jsonb NOT NULL,
	CONSTRAINT "customers_pkey" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "customers_code" UNIQUE NULLS NOT DISTINCT("tenant_id","code"),
	CONSTRAINT "customers_kind_check" CHECK ("kind" = 'person' or "kind" = 'company'),
	CONSTRAINT "customers_locale_check" CHECK ("locale" = 'en' or "locale" = 'es')
);
--> statement-breakpoint
CREATE INDEX "conflicts_state" ON "conflicts" ("tenant_id","state","created_at","id");
--> statement-breakpoint
CREATE INDEX "customers_name" ON "customers" ("tenant_id",lower("name"),"id");
--> statement-breakpoint
CREATE INDEX "customers_email" ON "customers" ("tenant_id",lower("email")) WHERE "email" is not null;
--> statement-breakpoint
CREATE INDEX "customers_phone" ON "customers" ("tenant_id","phone") WHERE "phone" is not null;
--> statement-breakpoint
CREATE INDEX "customers_tax_number" ON "customers" ("tenant_id","tax_number") WHERE "tax_number" is not null;
