CREATE TABLE `sessions` (
	`tenant_id` text NOT NULL,
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`app_context` text NOT NULL,
	`store_id` text,
	`device_id` text,
	`family_id` text NOT NULL,
	`generation` integer NOT NULL,
	`token_hash` blob NOT NULL,
	`prev_token_hash` blob,
	`rotated_at` integer NOT NULL,
	`created_at` integer NOT NULL,
	`last_used_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`revoked_at` integer,
	`revoke_reason` text,
	`ip` text NOT NULL,
	`user_agent` text NOT NULL,
	CONSTRAINT "sessions_app_context_check" CHECK("app_context" = 'hq' or "app_context" = 'store' or "app_context" = 'pos')
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `login_counters` (
	`tenant_id` text NOT NULL,
	`subject_kind` text NOT NULL,
	`subject` text NOT NULL,
	`window_started_at` integer NOT NULL,
	`failures` integer NOT NULL,
	`locked_until_at` integer,
	CONSTRAINT `login_counters_pk` PRIMARY KEY(`subject_kind`, `subject`),
	CONSTRAINT "login_counters_subject_kind_check" CHECK("subject_kind" = 'user_device' or "subject_kind" = 'user_unknown' or "subject_kind" = 'ip' or "subject_kind" = 'device')
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE UNIQUE INDEX `sessions_family` ON `sessions` (`family_id`);
--> statement-breakpoint
CREATE UNIQUE INDEX `sessions_running` ON `sessions` (`user_id`,`app_context`) WHERE "sessions"."revoked_at" is null;
--> statement-breakpoint
CREATE INDEX `sessions_user` ON `sessions` (`user_id`,`created_at`);
--> statement-breakpoint
CREATE INDEX `login_counters_window` ON `login_counters` (`window_started_at`);
