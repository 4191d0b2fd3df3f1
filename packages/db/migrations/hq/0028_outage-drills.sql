CREATE TABLE "outage_drills" (
	"tenant_id" uuid,
	"id" uuid,
	"store_id" uuid NOT NULL,
	"link" text NOT NULL,
	"started_at" timestamp(3) with time zone NOT NULL,
	"started_by_id" uuid NOT NULL,
	"ends_at" timestamp(3) with time zone NOT NULL,
	"ended_at" timestamp(3) with time zone,
	"ended_by" text,
	"ended_by_id" uuid,
	"findings" jsonb,
	CONSTRAINT "outage_drills_pkey" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "outage_drills_link_check" CHECK ("link" = 'hq' or "link" = 'store' or "link" = 'both'),
	CONSTRAINT "outage_drills_ended_by_check" CHECK ("ended_by" = 'time' or "ended_by" = 'person' or "ended_by" = 'restart'),
	CONSTRAINT "outage_drills_end_rule" CHECK (
  ("ended_at" is null) = ("ended_by" is null) and ("findings" is null or "ended_at" is not null))
);
--> statement-breakpoint
CREATE INDEX "outage_drills_newest" ON "outage_drills" ("tenant_id","started_at","id");
--> statement-breakpoint
CREATE UNIQUE INDEX "outage_drills_one_running" ON "outage_drills" ("tenant_id","store_id") WHERE "ended_at" is null;
