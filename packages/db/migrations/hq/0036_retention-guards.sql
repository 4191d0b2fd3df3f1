SELECT isolate_tenant('sync_marks');
--> statement-breakpoint
SELECT expect_few_tenants('sync_marks');
--> statement-breakpoint
-- Notes once a day where the catalogue of the current tenant stands. Then forgets at most `most` deletions that are
-- older than `before` by these notes, the oldest first, and moves the horizon to the newest of them: a peer that stands
-- below it might have missed one. Answers how many it forgot.
-- A deletion in one scope that hides what another scope still shows is no tombstone: it stays.
-- The head is locked first, as every stamp does, so that the two cannot wait for each other.
-- SECURITY DEFINER: the app role may not write the feed. The tenant comes from the setting that row-level security
-- reads, never from an argument; nothing is built from text; the search path is fixed.
CREATE FUNCTION forget_deletions(now_at timestamptz, before timestamptz, most integer) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  tenant uuid := nullif(current_setting('app.tenant', true), '')::uuid;
  reached bigint;
  newest bigint;
  forgotten integer;
BEGIN
  PERFORM 1 FROM sync_head WHERE tenant_id = tenant FOR UPDATE;
  INSERT INTO sync_marks (tenant_id, version, at)
  SELECT tenant, h.version, now_at FROM sync_head h
  WHERE h.tenant_id = tenant AND NOT EXISTS (
    SELECT 1 FROM sync_marks m WHERE m.tenant_id = tenant AND m.at > now_at - interval '1 day')
  ON CONFLICT DO NOTHING;
  SELECT max(version) INTO reached FROM sync_marks WHERE tenant_id = tenant AND at <= before;
  DELETE FROM sync_marks WHERE tenant_id = tenant AND version < reached;
  WITH oldest AS (
    SELECT tenant_id, entity, entity_id, store_scope_key FROM sync_change d
    WHERE tenant_id = tenant AND op = 'D' AND version <= reached AND NOT EXISTS (
      SELECT 1 FROM sync_change u WHERE (u.tenant_id, u.entity, u.entity_id) = (d.tenant_id, d.entity, d.entity_id)
        AND u.op = 'U')
    ORDER BY version LIMIT most
  ), gone AS (
    DELETE FROM sync_change c USING oldest o
    WHERE (c.tenant_id, c.entity, c.entity_id, c.store_scope_key)
      = (o.tenant_id, o.entity, o.entity_id, o.store_scope_key)
    RETURNING c.version
  )
  SELECT count(*), max(version) INTO forgotten, newest FROM gone;
  UPDATE sync_head SET min_version = newest WHERE tenant_id = tenant AND min_version < newest;
  RETURN forgotten;
END $$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION forget_deletions(timestamptz, timestamptz, integer) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION forget_deletions(timestamptz, timestamptz, integer) TO pos_app;
--> statement-breakpoint
GRANT SELECT ON sync_marks TO pos_app;
