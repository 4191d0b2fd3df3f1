CREATE TABLE `badges` (
	`user_id` text PRIMARY KEY NOT NULL,
	`code_hash` blob NOT NULL,
	`set_at` integer NOT NULL,
	`set_by_id` text
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE UNIQUE INDEX `badges_code` ON `badges` (`code_hash`);
