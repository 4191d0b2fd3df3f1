CREATE TABLE `pending_changes` (
	`tenant_id` text NOT NULL,
	`event_id` text PRIMARY KEY NOT NULL,
	`entity` text NOT NULL,
	`entity_id` text NOT NULL,
	`fields` text NOT NULL,
	`hlc` text NOT NULL,
	`created_at` integer NOT NULL
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `pending_changes_entity` ON `pending_changes` (`entity`,`entity_id`,`hlc`);
