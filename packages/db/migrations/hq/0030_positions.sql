CREATE TABLE "repeated_positions" (
	"tenant_id" uuid,
	"store_id" uuid,
	"lineage" uuid,
	"seq" bigint,
	CONSTRAINT "repeated_positions_pkey" PRIMARY KEY("tenant_id","store_id","lineage","seq")
);
--> statement-breakpoint
CREATE TABLE "received_lineages" (
	"tenant_id" uuid,
	"lineage" uuid,
	"store_id" uuid NOT NULL,
	"first_seq" bigint NOT NULL,
	"reached_seq" bigint NOT NULL,
	"missing" integer NOT NULL,
	"missing_since" timestamp(3) with time zone,
	CONSTRAINT "received_lineages_pkey" PRIMARY KEY("tenant_id","lineage")
);
--> statement-breakpoint
CREATE INDEX "received_lineages_store" ON "received_lineages" ("tenant_id","store_id");
