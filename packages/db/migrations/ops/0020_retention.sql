CREATE TABLE `outbox_heads` (
	`aggregate_type` text NOT NULL,
	`aggregate_id` text NOT NULL,
	`last_seq` integer NOT NULL,
	CONSTRAINT `outbox_heads_pk` PRIMARY KEY(`aggregate_type`, `aggregate_id`)
) STRICT, WITHOUT ROWID;
