CREATE TABLE "approvals" (
	"tenant_id" uuid,
	"id" uuid,
	"store_id" uuid NOT NULL,
	"device_id" uuid,
	"action" text NOT NULL,
	"subject_type" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"part_id" uuid,
	"quantity_milli" bigint,
	"amount_minor" bigint,
	"rate_ppm" bigint,
	"action_hash" bytea NOT NULL,
	"reason" text,
	"requested_by_id" uuid NOT NULL,
	"requested_at" timestamp(3) with time zone NOT NULL,
	"expires_at" timestamp(3) with time zone NOT NULL,
	"state" text NOT NULL,
	"approver_id" uuid,
	"method" text,
	"decided_at" timestamp(3) with time zone,
	"used_event_id" uuid,
	CONSTRAINT "approvals_pkey" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "approvals_subject_type_check" CHECK ("subject_type" = 'sale'),
	CONSTRAINT "approvals_quantity_milli_check" CHECK ("quantity_milli" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "approvals_amount_minor_check" CHECK ("amount_minor" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "approvals_rate_ppm_check" CHECK ("rate_ppm" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "approvals_state_check" CHECK ("state" = 'pending' or "state" = 'approved' or "state" = 'rejected' or "state" = 'expired' or "state" = 'used' or "state" = 'cancelled'),
	CONSTRAINT "approvals_method_check" CHECK ("method" = 'pin' or "method" = 'badge' or "method" = 'password' or "method" = 'remote'),
	CONSTRAINT "approvals_other_person_rule" CHECK ("approver_id" <> "requested_by_id"),
	CONSTRAINT "approvals_state_rule" CHECK (
  ("state" not in ('approved', 'used')
    or ("approver_id" is not null and "method" is not null and "decided_at" is not null))
  and ("state" = 'used') = ("used_event_id" is not null))
);
--> statement-breakpoint
CREATE INDEX "approvals_subject" ON "approvals" ("tenant_id","subject_id");
--> statement-breakpoint
CREATE INDEX "approvals_newest" ON "approvals" ("tenant_id","requested_at","id");
--> statement-breakpoint
CREATE UNIQUE INDEX "approvals_used_once" ON "approvals" ("tenant_id","used_event_id","action_hash") WHERE "used_event_id" is not null;
