GRANT USAGE ON SCHEMA public TO pos_app;
--> statement-breakpoint
-- The rows of the day's work. Facts, projections, the feed and the tables without a tenant are named below.
DO $$
DECLARE target regclass;
BEGIN
  FOR target IN
    SELECT c.oid FROM pg_class c
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id' AND NOT a.attisdropped
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
      AND c.relname NOT IN ('sync_head', 'sync_change', 'sales', 'sale_lines', 'sale_line_taxes',
        'sale_line_discounts', 'payments', 'cash_movements', 'z_reports', 'stock_movements', 'stock_levels',
        'returnable_lines')
  LOOP
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %s TO pos_app', target);
  END LOOP;
END $$;
--> statement-breakpoint
GRANT SELECT, INSERT ON sales, sale_lines, sale_line_taxes, sale_line_discounts, payments, cash_movements, z_reports,
  stock_movements TO pos_app;
--> statement-breakpoint
GRANT UPDATE (customer_name) ON sales TO pos_app;
--> statement-breakpoint
GRANT SELECT ON sync_head, sync_change, stock_levels, returnable_lines, returned_lines TO pos_app;
--> statement-breakpoint
GRANT UPDATE (reserved_milli) ON returnable_lines TO pos_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON tenants, db_meta TO pos_app;
--> statement-breakpoint
-- Seeded from code and shared by all tenants, so no request of a tenant may change what is there.
GRANT SELECT, INSERT ON permissions, currencies TO pos_app;
--> statement-breakpoint
REVOKE ALL ON FUNCTION stamp_catalogue(json), tenant_by_slug(text), fold_stock_movements(), fold_returned_lines(),
  open_catalogue(), version_table(regclass, text), isolate_tenant(regclass, name) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION stamp_catalogue(json), tenant_by_slug(text) TO pos_app;
