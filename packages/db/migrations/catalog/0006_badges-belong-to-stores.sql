PRAGMA foreign_keys=OFF;
--> statement-breakpoint
CREATE TABLE `__new_user_credentials` (
	`tenant_id` text NOT NULL,
	`id` text PRIMARY KEY NOT NULL,
	`created_at` integer NOT NULL,
	`user_id` text NOT NULL,
	`kind` text NOT NULL,
	`secret` text NOT NULL,
	`params` text,
	`last_step` integer,
	`used_at` integer,
	`disabled_at` integer,
	`version` integer NOT NULL,
	`extra` text,
	CONSTRAINT `user_credentials_user_fk` FOREIGN KEY (`user_id`) REFERENCES `users`(`id`),
	CONSTRAINT "user_credentials_kind_check" CHECK("kind" = 'password' or "kind" = 'totp' or "kind" = 'passkey' or "kind" = 'recovery')
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
INSERT INTO `__new_user_credentials`(`tenant_id`, `id`, `created_at`, `user_id`, `kind`, `secret`, `params`, `last_step`, `used_at`, `disabled_at`, `version`, `extra`) SELECT `tenant_id`, `id`, `created_at`, `user_id`, `kind`, `secret`, `params`, `last_step`, `used_at`, `disabled_at`, `version`, `extra` FROM `user_credentials`;
--> statement-breakpoint
DROP TABLE `user_credentials`;
--> statement-breakpoint
ALTER TABLE `__new_user_credentials` RENAME TO `user_credentials`;
--> statement-breakpoint
PRAGMA foreign_keys=ON;
--> statement-breakpoint
CREATE INDEX `user_credentials_user` ON `user_credentials` (`user_id`);
