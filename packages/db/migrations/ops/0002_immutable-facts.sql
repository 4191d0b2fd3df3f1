-- Facts are never changed. Erasing a person may empty the customer's name on a sale: it lies outside every hash.
CREATE TRIGGER sales_keep BEFORE UPDATE OF
  tenant_id, id, store_id, event_id, line_no, occurred_at, business_on, device_id, user_id, register_id,
  shift_id, series_id, number, document_no, kind, original_sale_id, capture, customer_id, sales_rep_id,
  currency, price_list_id, is_tax_included, time_zone, business_hour, started_at, completed_at, gross_minor,
  discount_minor, tax_added_minor, tax_minor, total_minor, net_minor, cash_rounding_minor, payable_minor,
  tax_exemption_id, catalogue_version, app_version, clock_state, hlc, note, custom, prev_hash, hash, check_code
ON sales BEGIN SELECT RAISE(ABORT, 'sales: a fact is never changed'); END;
--> statement-breakpoint
CREATE TRIGGER sales_keep_name BEFORE UPDATE OF customer_name ON sales WHEN NEW.customer_name IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'sales: a fact is never changed'); END;
--> statement-breakpoint
CREATE TRIGGER sales_stay BEFORE DELETE ON sales
BEGIN SELECT RAISE(ABORT, 'sales: a fact is never deleted'); END;
--> statement-breakpoint
CREATE TRIGGER sale_lines_keep BEFORE UPDATE ON sale_lines
BEGIN SELECT RAISE(ABORT, 'sale_lines: a fact is never changed'); END;
--> statement-breakpoint
CREATE TRIGGER sale_lines_stay BEFORE DELETE ON sale_lines
BEGIN SELECT RAISE(ABORT, 'sale_lines: a fact is never deleted'); END;
--> statement-breakpoint
CREATE TRIGGER sale_line_taxes_keep BEFORE UPDATE ON sale_line_taxes
BEGIN SELECT RAISE(ABORT, 'sale_line_taxes: a fact is never changed'); END;
--> statement-breakpoint
CREATE TRIGGER sale_line_taxes_stay BEFORE DELETE ON sale_line_taxes
BEGIN SELECT RAISE(ABORT, 'sale_line_taxes: a fact is never deleted'); END;
--> statement-breakpoint
CREATE TRIGGER sale_line_discounts_keep BEFORE UPDATE ON sale_line_discounts
BEGIN SELECT RAISE(ABORT, 'sale_line_discounts: a fact is never changed'); END;
--> statement-breakpoint
CREATE TRIGGER sale_line_discounts_stay BEFORE DELETE ON sale_line_discounts
BEGIN SELECT RAISE(ABORT, 'sale_line_discounts: a fact is never deleted'); END;
--> statement-breakpoint
CREATE TRIGGER payments_keep BEFORE UPDATE ON payments
BEGIN SELECT RAISE(ABORT, 'payments: a fact is never changed'); END;
--> statement-breakpoint
CREATE TRIGGER payments_stay BEFORE DELETE ON payments
BEGIN SELECT RAISE(ABORT, 'payments: a fact is never deleted'); END;
--> statement-breakpoint
CREATE TRIGGER cash_movements_keep BEFORE UPDATE ON cash_movements
BEGIN SELECT RAISE(ABORT, 'cash_movements: a fact is never changed'); END;
--> statement-breakpoint
CREATE TRIGGER cash_movements_stay BEFORE DELETE ON cash_movements
BEGIN SELECT RAISE(ABORT, 'cash_movements: a fact is never deleted'); END;
--> statement-breakpoint
CREATE TRIGGER z_reports_keep BEFORE UPDATE ON z_reports
BEGIN SELECT RAISE(ABORT, 'z_reports: a fact is never changed'); END;
--> statement-breakpoint
CREATE TRIGGER z_reports_stay BEFORE DELETE ON z_reports
BEGIN SELECT RAISE(ABORT, 'z_reports: a fact is never deleted'); END;
--> statement-breakpoint
CREATE TRIGGER stock_movements_keep BEFORE UPDATE ON stock_movements
BEGIN SELECT RAISE(ABORT, 'stock_movements: a fact is never changed'); END;
--> statement-breakpoint
CREATE TRIGGER stock_movements_stay BEFORE DELETE ON stock_movements
BEGIN SELECT RAISE(ABORT, 'stock_movements: a fact is never deleted'); END;
