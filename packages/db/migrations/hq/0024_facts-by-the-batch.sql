ALTER TABLE "sale_lines" DROP CONSTRAINT "sale_lines_sale_fk";
--> statement-breakpoint
ALTER TABLE "sale_line_taxes" DROP CONSTRAINT "sale_line_taxes_line_fk";
--> statement-breakpoint
ALTER TABLE "sale_line_discounts" DROP CONSTRAINT "sale_line_discounts_line_fk";
--> statement-breakpoint
ALTER TABLE "payments" DROP CONSTRAINT "payments_sale_fk";
--> statement-breakpoint
DROP INDEX "stock_levels_negative";
--> statement-breakpoint
DROP INDEX "sales_customer";
--> statement-breakpoint
CREATE INDEX "sales_customer" ON "sales" ("tenant_id","customer_id","business_on") WHERE "customer_id" is not null;
