CREATE TABLE "access_policies" (
	"id" uuid,
	"tenant_id" uuid,
	"revision" integer NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by_id" uuid,
	"deleted_at" timestamp(3) with time zone,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"action" text NOT NULL,
	"effect" text NOT NULL,
	"is_active" boolean NOT NULL,
	CONSTRAINT "access_policies_pkey" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "access_policies_code" UNIQUE NULLS NOT DISTINCT("tenant_id","code"),
	CONSTRAINT "access_policies_effect_check" CHECK ("effect" = 'deny' or "effect" = 'require_approval')
);
--> statement-breakpoint
CREATE TABLE "access_rules" (
	"tenant_id" uuid,
	"policy_id" uuid,
	"line_no" integer,
	"attribute" text NOT NULL,
	"operator" text NOT NULL,
	"value" jsonb NOT NULL,
	CONSTRAINT "access_rules_pkey" PRIMARY KEY("tenant_id","policy_id","line_no"),
	CONSTRAINT "access_rules_operator_check" CHECK ("operator" = 'eq' or "operator" = 'ne' or "operator" = 'lt' or "operator" = 'le' or "operator" = 'gt' or "operator" = 'ge' or "operator" = 'in' or "operator" = 'between')
);
--> statement-breakpoint
CREATE TABLE "access_policy_targets" (
	"tenant_id" uuid,
	"policy_id" uuid,
	"kind" text,
	"target_id" uuid,
	CONSTRAINT "access_policy_targets_pkey" PRIMARY KEY("tenant_id","policy_id","kind","target_id"),
	CONSTRAINT "access_policy_targets_kind_check" CHECK ("kind" = 'role' or "kind" = 'user' or "kind" = 'store' or "kind" = 'department')
);
--> statement-breakpoint
CREATE TABLE "approval_policies" (
	"id" uuid,
	"tenant_id" uuid,
	"revision" integer NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL,
	"updated_by_id" uuid,
	"deleted_at" timestamp(3) with time zone,
	"action" text NOT NULL,
	"permission_code" text NOT NULL,
	"threshold_minor" bigint,
	"threshold_ppm" bigint,
	"can_be_remote" boolean NOT NULL,
	"ttl_s" integer NOT NULL,
	CONSTRAINT "approval_policies_pkey" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "approval_policies_threshold_minor_check" CHECK ("threshold_minor" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "approval_policies_threshold_ppm_check" CHECK ("threshold_ppm" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "approval_policies_ttl_rule" CHECK ("ttl_s" between 1 and 86400)
);
--> statement-breakpoint
CREATE TABLE "signing_keys" (
	"tenant_id" uuid,
	"id" uuid,
	"kid" text NOT NULL,
	"purpose" text NOT NULL,
	"public_key" text NOT NULL,
	"valid_from_at" timestamp(3) with time zone NOT NULL,
	"valid_to_at" timestamp(3) with time zone,
	"revoked_at" timestamp(3) with time zone,
	CONSTRAINT "signing_keys_pkey" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "signing_keys_kid" UNIQUE NULLS NOT DISTINCT("tenant_id","kid"),
	CONSTRAINT "signing_keys_purpose_check" CHECK ("purpose" = 'licence' or "purpose" = 'permission' or "purpose" = 'paper' or "purpose" = 'bundle' or "purpose" = 'anchor' or "purpose" = 'token')
);
--> statement-breakpoint
CREATE TABLE "permission_snapshots" (
	"tenant_id" uuid,
	"id" uuid,
	"edition" integer NOT NULL,
	"issued_at" timestamp(3) with time zone NOT NULL,
	"privileged_until_at" timestamp(3) with time zone NOT NULL,
	"cashier_until_at" timestamp(3) with time zone NOT NULL,
	"payload" text NOT NULL,
	"signature" text NOT NULL,
	"kid" text NOT NULL,
	CONSTRAINT "permission_snapshots_pkey" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE UNIQUE INDEX "approval_policies_threshold" ON "approval_policies" ("tenant_id","action",coalesce("threshold_minor", -1),coalesce("threshold_ppm", -1)) WHERE "deleted_at" is null;
--> statement-breakpoint
ALTER TABLE "access_rules" ADD CONSTRAINT "access_rules_policy_fk" FOREIGN KEY ("tenant_id","policy_id") REFERENCES "access_policies"("tenant_id","id");
--> statement-breakpoint
ALTER TABLE "access_policy_targets" ADD CONSTRAINT "access_policy_targets_policy_fk" FOREIGN KEY ("tenant_id","policy_id") REFERENCES "access_policies"("tenant_id","id");
--> statement-breakpoint
ALTER TABLE "permission_snapshots" ADD CONSTRAINT "permission_snapshots_store_fk" FOREIGN KEY ("tenant_id","id") REFERENCES "stores"("tenant_id","id");
