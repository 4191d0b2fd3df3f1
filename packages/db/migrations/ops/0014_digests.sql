CREATE TABLE `sync_digests` (
	`tenant_id` text NOT NULL,
	`kind` text NOT NULL,
	`scope` text NOT NULL,
	`grain` text NOT NULL,
	`as_of` integer NOT NULL,
	`count` integer NOT NULL,
	`sum_minor` integer,
	`hash` blob NOT NULL,
	`peer_hash` blob,
	`verdict` text NOT NULL,
	`computed_at` integer NOT NULL,
	CONSTRAINT `sync_digests_pk` PRIMARY KEY(`scope`, `kind`, `grain`, `as_of`),
	CONSTRAINT "sync_digests_kind_check" CHECK("kind" = 'catalogue' or "kind" = 'sales' or "kind" = 'stock'),
	CONSTRAINT "sync_digests_sum_minor_check" CHECK("sum_minor" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "sync_digests_verdict_check" CHECK("verdict" = 'pending' or "verdict" = 'equal' or "verdict" = 'different')
) STRICT, WITHOUT ROWID;
