ALTER TABLE "quarantine" ADD COLUMN "header" jsonb;
