CREATE TABLE "audit_logs" (
	"tenant_id" uuid,
	"node" text,
	"seq" bigint,
	"category" text NOT NULL,
	"action" text NOT NULL,
	"outcome" text NOT NULL,
	"user_id" uuid,
	"approver_id" uuid,
	"device_id" uuid,
	"session_id" uuid,
	"app_context" text NOT NULL,
	"store_id" uuid,
	"entity" text,
	"entity_id" text,
	"before" jsonb,
	"after" jsonb,
	"ip" text,
	"correlation_id" text NOT NULL,
	"occurred_at" timestamp(3) with time zone NOT NULL,
	"received_at" timestamp(3) with time zone,
	"prev_hash" bytea NOT NULL,
	"hash" bytea NOT NULL,
	CONSTRAINT "audit_logs_pkey" PRIMARY KEY("tenant_id","node","seq"),
	CONSTRAINT "audit_logs_prev_hash" UNIQUE NULLS NOT DISTINCT("tenant_id","prev_hash","node"),
	CONSTRAINT "audit_logs_category_check" CHECK ("category" = 'auth' or "category" = 'permission' or "category" = 'money' or "category" = 'stock' or "category" = 'catalogue' or "category" = 'sync' or "category" = 'licence' or "category" = 'privacy' or "category" = 'system'),
	CONSTRAINT "audit_logs_outcome_check" CHECK ("outcome" = 'ok' or "outcome" = 'denied' or "outcome" = 'failed'),
	CONSTRAINT "audit_logs_seq_rule" CHECK ("seq" > 0)
);
--> statement-breakpoint
CREATE TABLE "audit_heads" (
	"tenant_id" uuid,
	"node" text,
	"store_id" uuid,
	"seq" bigint NOT NULL,
	"hash" bytea NOT NULL,
	"sent_seq" bigint NOT NULL,
	"state" text NOT NULL,
	"broken_seq" bigint,
	"broken_code" text,
	"broken_at" timestamp(3) with time zone,
	CONSTRAINT "audit_heads_pkey" PRIMARY KEY("tenant_id","node"),
	CONSTRAINT "audit_heads_state_check" CHECK ("state" = 'whole' or "state" = 'broken')
);
--> statement-breakpoint
CREATE TABLE "audit_anchors" (
	"tenant_id" uuid,
	"node" text,
	"anchored_on" date,
	"seq" bigint NOT NULL,
	"head_hash" bytea NOT NULL,
	"signature" bytea NOT NULL,
	"kid" text NOT NULL,
	"exported_at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "audit_anchors_pkey" PRIMARY KEY("tenant_id","node","anchored_on")
);
--> statement-breakpoint
CREATE INDEX "audit_logs_time" ON "audit_logs" ("tenant_id","occurred_at","node","seq");
--> statement-breakpoint
CREATE INDEX "audit_logs_entity" ON "audit_logs" ("tenant_id","entity","entity_id","seq");
--> statement-breakpoint
CREATE INDEX "audit_logs_user" ON "audit_logs" ("tenant_id","user_id","occurred_at");
--> statement-breakpoint
CREATE INDEX "audit_logs_store" ON "audit_logs" ("tenant_id","store_id","occurred_at");
--> statement-breakpoint
CREATE INDEX "audit_logs_request" ON "audit_logs" ("tenant_id","correlation_id");
