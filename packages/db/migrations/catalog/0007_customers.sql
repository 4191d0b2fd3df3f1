CREATE TABLE `customers` (
	`id` text PRIMARY KEY NOT NULL,
	`tenant_id` text NOT NULL,
	`revision` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by_id` text,
	`deleted_at` integer,
	`code` text NOT NULL,
	`kind` text NOT NULL,
	`name` text NOT NULL,
	`company` text,
	`tax_number` text,
	`email` text,
	`phone` text,
	`locale` text,
	`birth_on` text,
	`customer_group_id` text,
	`sales_rep_id` text,
	`home_store_id` text,
	`is_blocked` integer NOT NULL,
	`note` text,
	`custom` text,
	`merged_into_id` text,
	`erased_at` integer,
	`stamps` text NOT NULL,
	`version` integer NOT NULL,
	`extra` text,
	CONSTRAINT "customers_kind_check" CHECK("kind" = 'person' or "kind" = 'company'),
	CONSTRAINT "customers_locale_check" CHECK("locale" = 'en' or "locale" = 'es'),
	CONSTRAINT "customers_is_blocked_check" CHECK("is_blocked" between 0 and 1)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `customers_code` ON `customers` (`code`);
--> statement-breakpoint
CREATE INDEX `customers_name` ON `customers` (lower("name"),`id`);
--> statement-breakpoint
CREATE INDEX `customers_email` ON `customers` (lower("email")) WHERE "customers"."email" is not null;
--> statement-breakpoint
CREATE INDEX `customers_phone` ON `customers` (`phone`) WHERE "customers"."phone" is not null;
