ALTER TABLE "number_series" DROP CONSTRAINT "number_series_code";
--> statement-breakpoint
ALTER TABLE "sales" DROP CONSTRAINT "sales_number";
--> statement-breakpoint
ALTER TABLE "sales" DROP CONSTRAINT "sales_chain";
--> statement-breakpoint
ALTER TABLE "shifts" DROP CONSTRAINT "shifts_z";
--> statement-breakpoint
ALTER TABLE "z_reports" DROP CONSTRAINT "z_reports_number";
--> statement-breakpoint
DROP INDEX "z_reports_shift";
--> statement-breakpoint
CREATE INDEX "z_reports_shift" ON "z_reports" ("tenant_id","shift_id");
--> statement-breakpoint
CREATE INDEX "number_series_code" ON "number_series" ("tenant_id","store_id","register_id","code");
--> statement-breakpoint
CREATE INDEX "sales_number" ON "sales" ("tenant_id","register_id","series_id","number");
--> statement-breakpoint
CREATE INDEX "shifts_z" ON "shifts" ("tenant_id","register_id","z_number");
--> statement-breakpoint
CREATE INDEX "z_reports_number" ON "z_reports" ("tenant_id","series_id","number");
