CREATE TABLE `value_entries` (
	`tenant_id` text NOT NULL,
	`id` text PRIMARY KEY NOT NULL,
	`account_id` text NOT NULL,
	`event_id` text NOT NULL,
	`line_no` integer NOT NULL,
	`kind` text NOT NULL,
	`amount_minor` integer NOT NULL,
	`sale_id` text,
	`store_id` text,
	`allowance_id` text,
	`user_id` text,
	`occurred_at` integer NOT NULL,
	CONSTRAINT "value_entries_kind_check" CHECK("kind" = 'load' or "kind" = 'redeem' or "kind" = 'refund' or "kind" = 'earn' or "kind" = 'expire' or "kind" = 'adjust' or "kind" = 'transfer' or "kind" = 'charge' or "kind" = 'pay' or "kind" = 'fee' or "kind" = 'writeoff' or "kind" = 'overdraft'),
	CONSTRAINT "value_entries_amount_minor_check" CHECK("amount_minor" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "value_entries_amount_rule" CHECK("amount_minor" <> 0)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `allowance_returns` (
	`tenant_id` text NOT NULL,
	`allowance_id` text PRIMARY KEY NOT NULL,
	`event_id` text NOT NULL,
	`spent_minor` integer NOT NULL,
	`returned_at` integer NOT NULL,
	CONSTRAINT "allowance_returns_spent_minor_check" CHECK("spent_minor" between -9007199254740991 and 9007199254740991)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE UNIQUE INDEX `value_entries_event` ON `value_entries` (`event_id`,`line_no`);
--> statement-breakpoint
CREATE INDEX `value_entries_allowance` ON `value_entries` (`allowance_id`);
