-- One tenant sees and writes its own rows only, whatever a query forgets; FORCE binds the owner as well.
CREATE FUNCTION isolate_tenant(target regclass, tenant_column name DEFAULT 'tenant_id') RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  own text := format('%I = nullif(current_setting(''app.tenant'', true), '''')::uuid', tenant_column);
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', target);
  EXECUTE format('CREATE POLICY tenant_isolation ON %s USING (%s) WITH CHECK (%s)', target, own, own);
END $$;
--> statement-breakpoint
DO $$
DECLARE target regclass;
BEGIN
  FOR target IN
    SELECT c.oid FROM pg_class c
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id' AND NOT a.attisdropped
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
  LOOP
    PERFORM isolate_tenant(target);
  END LOOP;
END $$;
--> statement-breakpoint
SELECT isolate_tenant('tenants', 'id');
--> statement-breakpoint
CREATE POLICY owner_reads ON tenants FOR SELECT TO CURRENT_USER USING (true);
--> statement-breakpoint
-- Who signs in names the tenant by its slug, before row-level security knows a tenant.
-- SECURITY DEFINER: the app role sees a tenant only after it has chosen it. The answer is the id alone.
CREATE FUNCTION tenant_by_slug(wanted text) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT t.id FROM tenants t WHERE t.slug = wanted
$$;
