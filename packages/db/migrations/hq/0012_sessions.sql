CREATE TABLE "sessions" (
	"tenant_id" uuid,
	"id" uuid,
	"user_id" uuid NOT NULL,
	"app_context" text NOT NULL,
	"store_id" uuid,
	"device_id" uuid,
	"family_id" uuid NOT NULL,
	"generation" integer NOT NULL,
	"token_hash" bytea NOT NULL,
	"prev_token_hash" bytea,
	"rotated_at" timestamp(3) with time zone NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"last_used_at" timestamp(3) with time zone NOT NULL,
	"expires_at" timestamp(3) with time zone NOT NULL,
	"revoked_at" timestamp(3) with time zone,
	"revoke_reason" text,
	"ip" text NOT NULL,
	"user_agent" text NOT NULL,
	CONSTRAINT "sessions_pkey" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "sessions_app_context_check" CHECK ("app_context" = 'hq' or "app_context" = 'store' or "app_context" = 'pos')
);
--> statement-breakpoint
CREATE TABLE "login_counters" (
	"tenant_id" uuid,
	"subject_kind" text,
	"subject" text,
	"window_started_at" timestamp(3) with time zone NOT NULL,
	"failures" integer NOT NULL,
	"locked_until_at" timestamp(3) with time zone,
	CONSTRAINT "login_counters_pkey" PRIMARY KEY("tenant_id","subject_kind","subject"),
	CONSTRAINT "login_counters_subject_kind_check" CHECK ("subject_kind" = 'user_device' or "subject_kind" = 'user_unknown' or "subject_kind" = 'ip' or "subject_kind" = 'device')
);
--> statement-breakpoint
CREATE TABLE "revocation_list" (
	"tenant_id" uuid,
	"id" uuid,
	"user_id" uuid,
	"session_id" uuid,
	"device_id" uuid,
	"revoked_at" timestamp(3) with time zone NOT NULL,
	"reason" text NOT NULL,
	"revoked_by_id" uuid,
	CONSTRAINT "revocation_list_pkey" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "revocation_list_subject" CHECK (num_nonnulls("user_id", "session_id", "device_id") = 1)
);
--> statement-breakpoint
CREATE UNIQUE INDEX "sessions_family" ON "sessions" ("tenant_id","family_id");
--> statement-breakpoint
CREATE UNIQUE INDEX "sessions_running" ON "sessions" ("tenant_id","user_id","app_context") WHERE "revoked_at" is null;
--> statement-breakpoint
CREATE INDEX "sessions_user" ON "sessions" ("tenant_id","user_id","created_at");
--> statement-breakpoint
CREATE INDEX "login_counters_window" ON "login_counters" ("tenant_id","window_started_at");
--> statement-breakpoint
CREATE INDEX "revocation_list_user" ON "revocation_list" ("tenant_id","user_id","revoked_at");
