-- Head office signs where every company's chain of audit entries ends, and must find the companies for that.
-- SECURITY DEFINER: the app role sees a tenant only after it has chosen it. The answer is ids alone.
CREATE FUNCTION tenant_ids() RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT t.id FROM tenants t ORDER BY t.id
$$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION tenant_ids() FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION tenant_ids() TO pos_app;
