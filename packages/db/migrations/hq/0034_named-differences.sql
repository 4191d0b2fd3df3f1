ALTER TABLE "sync_digests" ADD COLUMN "differing" jsonb;
