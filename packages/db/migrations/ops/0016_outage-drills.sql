CREATE TABLE `outage_drills` (
	`tenant_id` text NOT NULL,
	`id` text PRIMARY KEY NOT NULL,
	`store_id` text NOT NULL,
	`link` text NOT NULL,
	`started_at` integer NOT NULL,
	`started_by_id` text NOT NULL,
	`ends_at` integer NOT NULL,
	`ended_at` integer,
	`ended_by` text,
	`ended_by_id` text,
	`findings` text,
	CONSTRAINT "outage_drills_link_check" CHECK("link" = 'hq' or "link" = 'store' or "link" = 'both'),
	CONSTRAINT "outage_drills_ended_by_check" CHECK("ended_by" = 'time' or "ended_by" = 'person' or "ended_by" = 'restart'),
	CONSTRAINT "outage_drills_end_rule" CHECK(
  ("ended_at" is null) = ("ended_by" is null) and ("findings" is null or "ended_at" is not null))
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `outage_drills_newest` ON `outage_drills` (`started_at`,`id`);
--> statement-breakpoint
CREATE UNIQUE INDEX `outage_drills_one_running` ON `outage_drills` (`store_id`) WHERE "outage_drills"."ended_at" is null;
