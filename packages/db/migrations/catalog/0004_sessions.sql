CREATE TABLE `revocation_list` (
	`tenant_id` text NOT NULL,
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text,
	`session_id` text,
	`device_id` text,
	`revoked_at` integer NOT NULL,
	`reason` text NOT NULL,
	`revoked_by_id` text,
	`version` integer NOT NULL,
	`extra` text
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `revocation_list_user` ON `revocation_list` (`user_id`,`revoked_at`);
