-- Who is signed in, who was refused, and whom the stores let in no longer.
DO $$
DECLARE target text;
BEGIN
  FOREACH target IN ARRAY ARRAY['sessions', 'login_counters', 'revocation_list'] LOOP
    PERFORM isolate_tenant(target::regclass);
    PERFORM expect_few_tenants(target::regclass);
  END LOOP;
END $$;
--> statement-breakpoint
SELECT version_table('revocation_list');
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON sessions, login_counters TO pos_app;
--> statement-breakpoint
-- A revocation is never taken back.
GRANT SELECT, INSERT ON revocation_list TO pos_app;
--> statement-breakpoint
-- Whether anybody has been set up here, asked before there is a tenant to ask as.
-- SECURITY DEFINER: the app role sees a tenant only after it has chosen it. The answer is yes or no.
CREATE FUNCTION has_tenants() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM tenants)
$$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION has_tenants() FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION has_tenants() TO pos_app;
