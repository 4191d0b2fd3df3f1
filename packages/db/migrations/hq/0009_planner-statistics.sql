-- Tells the planner what it cannot know of an empty table: that its rows belong to few tenants. All indexes begin with
-- the tenant, so without this every index looks as good as the primary key, a session keeps such a plan for its
-- foreign keys, and the first minutes of a new installation read a tenant's rows once for each row they add. The next
-- ANALYZE replaces it. The function it calls came with PostgreSQL 18.
CREATE FUNCTION expect_few_tenants(target regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_restore_attribute_stats(
    'schemaname', n.nspname::text, 'relname', c.relname::text, 'attname', 'tenant_id', 'inherited', false,
    'null_frac', 0::real, 'avg_width', 16, 'n_distinct', 1::real)
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = target;
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
    PERFORM expect_few_tenants(target);
  END LOOP;
END $$;
