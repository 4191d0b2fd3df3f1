CREATE TABLE "value_accounts" (
	"tenant_id" uuid,
	"id" uuid,
	"kind" text NOT NULL,
	"unit" text NOT NULL,
	"customer_id" uuid,
	"code_hmac" bytea,
	"code_last4" text,
	"state" text NOT NULL,
	"limit_minor" bigint DEFAULT 0 NOT NULL,
	"balance_minor" bigint DEFAULT 0 NOT NULL,
	"held_minor" bigint DEFAULT 0 NOT NULL,
	"lent_minor" bigint DEFAULT 0 NOT NULL,
	"expires_on" date,
	"home_store_id" uuid,
	"created_event_id" uuid NOT NULL,
	CONSTRAINT "value_accounts_pkey" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "value_accounts_event" UNIQUE NULLS NOT DISTINCT("tenant_id","created_event_id"),
	CONSTRAINT "value_accounts_kind_check" CHECK ("kind" = 'gift_card' or "kind" = 'store_credit' or "kind" = 'loyalty' or "kind" = 'house_account' or "kind" = 'deposit'),
	CONSTRAINT "value_accounts_state_check" CHECK ("state" = 'issued' or "state" = 'pending' or "state" = 'active' or "state" = 'blocked' or "state" = 'expired' or "state" = 'replaced' or "state" = 'cancelled'),
	CONSTRAINT "value_accounts_limit_minor_check" CHECK ("limit_minor" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "value_accounts_balance_minor_check" CHECK ("balance_minor" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "value_accounts_held_minor_check" CHECK ("held_minor" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "value_accounts_lent_minor_check" CHECK ("lent_minor" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "value_accounts_covered_rule" CHECK ("balance_minor" - "held_minor" - "lent_minor" >= -"limit_minor"),
	CONSTRAINT "value_accounts_limit_rule" CHECK ("limit_minor" = 0 or ("limit_minor" > 0 and "kind" = 'house_account')),
	CONSTRAINT "value_accounts_promised_rule" CHECK ("held_minor" >= 0 and "lent_minor" >= 0),
	CONSTRAINT "value_accounts_code_rule" CHECK (("code_hmac" is null) = ("code_last4" is null))
);
--> statement-breakpoint
CREATE TABLE "value_allowances" (
	"tenant_id" uuid,
	"id" uuid,
	"account_id" uuid NOT NULL,
	"store_id" uuid NOT NULL,
	"lineage" uuid NOT NULL,
	"granted_minor" bigint NOT NULL,
	"spent_minor" bigint DEFAULT 0 NOT NULL,
	"returned_minor" bigint DEFAULT 0 NOT NULL,
	"state" text NOT NULL,
	"ttl_s" integer NOT NULL,
	"granted_at" timestamp(3) with time zone NOT NULL,
	"returned_at" timestamp(3) with time zone,
	CONSTRAINT "value_allowances_pkey" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "value_allowances_granted_minor_check" CHECK ("granted_minor" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "value_allowances_spent_minor_check" CHECK ("spent_minor" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "value_allowances_returned_minor_check" CHECK ("returned_minor" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "value_allowances_state_check" CHECK ("state" = 'open' or "state" = 'returned' or "state" = 'expired'),
	CONSTRAINT "value_allowances_spent_rule" CHECK ("spent_minor" >= 0 and "returned_minor" >= 0 and "spent_minor" + "returned_minor" <= "granted_minor"),
	CONSTRAINT "value_allowances_returned_rule" CHECK (("state" = 'returned') = ("returned_at" is not null))
);
--> statement-breakpoint
CREATE TABLE "value_entries" (
	"tenant_id" uuid,
	"id" uuid,
	"account_id" uuid NOT NULL,
	"seq" integer NOT NULL,
	"event_id" uuid NOT NULL,
	"line_no" integer NOT NULL,
	"kind" text NOT NULL,
	"amount_minor" bigint NOT NULL,
	"balance_after_minor" bigint NOT NULL,
	"sale_id" uuid,
	"store_id" uuid,
	"allowance_id" uuid,
	"user_id" uuid,
	"occurred_at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "value_entries_pkey" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "value_entries_event" UNIQUE NULLS NOT DISTINCT("tenant_id","event_id","line_no"),
	CONSTRAINT "value_entries_place" UNIQUE NULLS NOT DISTINCT("tenant_id","account_id","seq"),
	CONSTRAINT "value_entries_kind_check" CHECK ("kind" = 'load' or "kind" = 'redeem' or "kind" = 'refund' or "kind" = 'earn' or "kind" = 'expire' or "kind" = 'adjust' or "kind" = 'transfer' or "kind" = 'charge' or "kind" = 'pay' or "kind" = 'fee' or "kind" = 'writeoff' or "kind" = 'overdraft'),
	CONSTRAINT "value_entries_amount_minor_check" CHECK ("amount_minor" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "value_entries_balance_after_minor_check" CHECK ("balance_after_minor" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "value_entries_amount_rule" CHECK ("amount_minor" <> 0)
);
--> statement-breakpoint
CREATE UNIQUE INDEX "value_accounts_code" ON "value_accounts" ("tenant_id","code_hmac") WHERE "code_hmac" is not null;
--> statement-breakpoint
CREATE UNIQUE INDEX "value_accounts_customer" ON "value_accounts" ("tenant_id","customer_id","kind") WHERE "customer_id" is not null and ("kind" = 'loyalty' or "kind" = 'house_account');
--> statement-breakpoint
CREATE UNIQUE INDEX "value_allowances_one_open" ON "value_allowances" ("tenant_id","account_id","store_id") WHERE "state" = 'open';
--> statement-breakpoint
CREATE INDEX "value_allowances_account" ON "value_allowances" ("tenant_id","account_id");
--> statement-breakpoint
CREATE INDEX "value_allowances_open" ON "value_allowances" ("tenant_id","granted_at") WHERE "state" = 'open';
--> statement-breakpoint
ALTER TABLE "value_allowances" ADD CONSTRAINT "value_allowances_account_fk" FOREIGN KEY ("tenant_id","account_id") REFERENCES "value_accounts"("tenant_id","id");
--> statement-breakpoint
ALTER TABLE "value_allowances" ADD CONSTRAINT "value_allowances_store_fk" FOREIGN KEY ("tenant_id","store_id") REFERENCES "stores"("tenant_id","id");
--> statement-breakpoint
ALTER TABLE "value_entries" ADD CONSTRAINT "value_entries_account_fk" FOREIGN KEY ("tenant_id","account_id") REFERENCES "value_accounts"("tenant_id","id");
