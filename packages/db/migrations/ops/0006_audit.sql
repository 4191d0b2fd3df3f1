CREATE TABLE `audit_logs` (
	`tenant_id` text NOT NULL,
	`node` text NOT NULL,
	`seq` integer NOT NULL,
	`category` text NOT NULL,
	`action` text NOT NULL,
	`outcome` text NOT NULL,
	`user_id` text,
	`approver_id` text,
	`device_id` text,
	`session_id` text,
	`app_context` text NOT NULL,
	`store_id` text,
	`entity` text,
	`entity_id` text,
	`before` text,
	`after` text,
	`ip` text,
	`correlation_id` text NOT NULL,
	`occurred_at` integer NOT NULL,
	`received_at` integer,
	`prev_hash` blob NOT NULL,
	`hash` blob NOT NULL,
	CONSTRAINT `audit_logs_pk` PRIMARY KEY(`node`, `seq`),
	CONSTRAINT "audit_logs_category_check" CHECK("category" = 'auth' or "category" = 'permission' or "category" = 'money' or "category" = 'stock' or "category" = 'catalogue' or "category" = 'sync' or "category" = 'licence' or "category" = 'privacy' or "category" = 'system'),
	CONSTRAINT "audit_logs_outcome_check" CHECK("outcome" = 'ok' or "outcome" = 'denied' or "outcome" = 'failed'),
	CONSTRAINT "audit_logs_seq_rule" CHECK("seq" > 0)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `audit_heads` (
	`tenant_id` text NOT NULL,
	`node` text PRIMARY KEY NOT NULL,
	`store_id` text,
	`seq` integer NOT NULL,
	`hash` blob NOT NULL,
	`sent_seq` integer NOT NULL,
	`state` text NOT NULL,
	`broken_seq` integer,
	`broken_code` text,
	`broken_at` integer,
	CONSTRAINT "audit_heads_state_check" CHECK("state" = 'whole' or "state" = 'broken')
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE UNIQUE INDEX `audit_logs_prev_hash` ON `audit_logs` (`prev_hash`,`node`);
--> statement-breakpoint
CREATE INDEX `audit_logs_time` ON `audit_logs` (`occurred_at`,`node`,`seq`);
--> statement-breakpoint
CREATE INDEX `audit_logs_entity` ON `audit_logs` (`entity`,`entity_id`,`seq`);
--> statement-breakpoint
CREATE INDEX `audit_logs_user` ON `audit_logs` (`user_id`,`occurred_at`);
--> statement-breakpoint
CREATE INDEX `audit_logs_store` ON `audit_logs` (`store_id`,`occurred_at`);
--> statement-breakpoint
CREATE INDEX `audit_logs_request` ON `audit_logs` (`correlation_id`);
