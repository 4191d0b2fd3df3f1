CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '%: a fact is never changed or deleted', TG_TABLE_NAME;
END $$;
--> statement-breakpoint
-- Facts are never changed. Erasing a person may empty the customer's name on a sale: it lies outside every hash.
CREATE TRIGGER sales_keep BEFORE DELETE OR TRUNCATE OR UPDATE OF
  tenant_id, id, store_id, event_id, line_no, occurred_at, business_on, device_id, user_id, register_id,
  shift_id, series_id, number, document_no, kind, original_sale_id, capture, customer_id, sales_rep_id,
  currency, price_list_id, is_tax_included, time_zone, business_hour, started_at, completed_at, gross_minor,
  discount_minor, tax_added_minor, tax_minor, total_minor, net_minor, cash_rounding_minor, payable_minor,
  tax_exemption_id, catalogue_version, app_version, clock_state, hlc, note, custom, prev_hash, hash, check_code
ON sales FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER sales_keep_name BEFORE UPDATE OF customer_name ON sales
FOR EACH ROW WHEN (NEW.customer_name IS NOT NULL) EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER sale_lines_keep BEFORE DELETE OR TRUNCATE OR UPDATE ON sale_lines
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER sale_line_taxes_keep BEFORE DELETE OR TRUNCATE OR UPDATE ON sale_line_taxes
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER sale_line_discounts_keep BEFORE DELETE OR TRUNCATE OR UPDATE ON sale_line_discounts
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER payments_keep BEFORE DELETE OR TRUNCATE OR UPDATE ON payments
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER cash_movements_keep BEFORE DELETE OR TRUNCATE OR UPDATE ON cash_movements
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER z_reports_keep BEFORE DELETE OR TRUNCATE OR UPDATE ON z_reports
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER stock_movements_keep BEFORE DELETE OR TRUNCATE OR UPDATE ON stock_movements
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER quarantine_keep BEFORE UPDATE OF event_id, store_id, lineage, seq, type, raw, sha256 ON quarantine
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER shifts_seal_once BEFORE UPDATE OF sealed, seal_hash, prev_seal_hash ON shifts
FOR EACH ROW WHEN (OLD.sealed IS NOT NULL) EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- Sales of a till may arrive in any order, so head office only asks that a series never goes back.
CREATE TRIGGER number_series_grow BEFORE UPDATE OF last_number ON number_series
FOR EACH ROW WHEN (NEW.last_number < OLD.last_number) EXECUTE FUNCTION refuse_change();
