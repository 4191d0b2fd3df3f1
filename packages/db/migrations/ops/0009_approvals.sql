CREATE TABLE `approvals` (
	`tenant_id` text NOT NULL,
	`id` text PRIMARY KEY NOT NULL,
	`store_id` text NOT NULL,
	`device_id` text,
	`action` text NOT NULL,
	`subject_type` text NOT NULL,
	`subject_id` text NOT NULL,
	`part_id` text,
	`quantity_milli` integer,
	`amount_minor` integer,
	`rate_ppm` integer,
	`action_hash` blob NOT NULL,
	`reason` text,
	`requested_by_id` text NOT NULL,
	`requested_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`state` text NOT NULL,
	`approver_id` text,
	`method` text,
	`decided_at` integer,
	`used_event_id` text,
	CONSTRAINT "approvals_subject_type_check" CHECK("subject_type" = 'sale'),
	CONSTRAINT "approvals_quantity_milli_check" CHECK("quantity_milli" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "approvals_amount_minor_check" CHECK("amount_minor" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "approvals_rate_ppm_check" CHECK("rate_ppm" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "approvals_state_check" CHECK("state" = 'pending' or "state" = 'approved' or "state" = 'rejected' or "state" = 'expired' or "state" = 'used' or "state" = 'cancelled'),
	CONSTRAINT "approvals_method_check" CHECK("method" = 'pin' or "method" = 'badge' or "method" = 'password' or "method" = 'remote'),
	CONSTRAINT "approvals_other_person_rule" CHECK("approver_id" <> "requested_by_id"),
	CONSTRAINT "approvals_state_rule" CHECK(
  ("state" not in ('approved', 'used')
    or ("approver_id" is not null and "method" is not null and "decided_at" is not null))
  and ("state" = 'used') = ("used_event_id" is not null))
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `approvals_subject` ON `approvals` (`subject_id`);
--> statement-breakpoint
CREATE INDEX `approvals_newest` ON `approvals` (`requested_at`,`id`);
--> statement-breakpoint
CREATE UNIQUE INDEX `approvals_used_once` ON `approvals` (`used_event_id`,`action_hash`) WHERE "approvals"."used_event_id" is not null;
