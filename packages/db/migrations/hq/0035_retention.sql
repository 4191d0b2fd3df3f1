CREATE TABLE "sync_marks" (
	"tenant_id" uuid,
	"version" bigint,
	"at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "sync_marks_pkey" PRIMARY KEY("tenant_id","version")
);
--> statement-breakpoint
CREATE INDEX "sync_change_deleted" ON "sync_change" ("tenant_id","version") WHERE "op" = 'D';
