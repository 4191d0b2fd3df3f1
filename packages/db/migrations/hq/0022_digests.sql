CREATE TABLE "sync_digests" (
	"tenant_id" uuid,
	"kind" text,
	"scope" uuid,
	"grain" text,
	"as_of" bigint,
	"count" integer NOT NULL,
	"sum_minor" bigint,
	"hash" bytea NOT NULL,
	"peer_hash" bytea,
	"verdict" text NOT NULL,
	"computed_at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "sync_digests_pkey" PRIMARY KEY("tenant_id","scope","kind","grain","as_of"),
	CONSTRAINT "sync_digests_kind_check" CHECK ("kind" = 'catalogue' or "kind" = 'sales' or "kind" = 'stock'),
	CONSTRAINT "sync_digests_sum_minor_check" CHECK ("sum_minor" between -9007199254740991 and 9007199254740991),
	CONSTRAINT "sync_digests_verdict_check" CHECK ("verdict" = 'pending' or "verdict" = 'equal' or "verdict" = 'different')
);
