CREATE TABLE `value_accounts` (
	`tenant_id` text NOT NULL,
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`unit` text NOT NULL,
	`customer_id` text,
	`code_hmac` blob,
	`code_last4` text,
	`state` text NOT NULL,
	`expires_on` text,
	`home_store_id` text,
	`version` integer NOT NULL,
	`extra` text,
	CONSTRAINT "value_accounts_kind_check" CHECK("kind" = 'gift_card' or "kind" = 'store_credit' or "kind" = 'loyalty' or "kind" = 'house_account' or "kind" = 'deposit'),
	CONSTRAINT "value_accounts_state_check" CHECK("state" = 'issued' or "state" = 'pending' or "state" = 'active' or "state" = 'blocked' or "state" = 'expired' or "state" = 'replaced' or "state" = 'cancelled')
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `value_allowances` (
	`tenant_id` text NOT NULL,
	`id` text PRIMARY KEY NOT NULL,
	`account_id` text NOT NULL,
	`store_id` text NOT NULL,
	`lineage` text NOT NULL,
	`granted_minor` integer NOT NULL,
	`state` text NOT NULL,
	`ttl_s` integer NOT NULL,
	`granted_at` integer NOT NULL,
	`version` integer NOT NULL,
	`extra` text,
	CONSTRAINT "value_allowances_granted_minor_check" CHECK("granted_minor" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "value_allowances_state_check" CHECK("state" = 'open' or "state" = 'returned' or "state" = 'expired')
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `value_accounts_code` ON `value_accounts` (`code_hmac`) WHERE "value_accounts"."code_hmac" is not null;
--> statement-breakpoint
CREATE INDEX `value_allowances_account` ON `value_allowances` (`account_id`);
