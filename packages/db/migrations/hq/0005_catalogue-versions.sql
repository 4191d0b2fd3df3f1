-- The head is updated in place with every catalogue transaction: room on its page keeps those updates off the index.
ALTER TABLE sync_head SET (fillfactor = 50);
--> statement-breakpoint
-- Every tenant has a head from its first row on. SECURITY DEFINER: the app role may not write heads.
CREATE FUNCTION open_catalogue() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  INSERT INTO sync_head (tenant_id, epoch, version, min_version) VALUES (NEW.id, gen_random_uuid(), 0, 0);
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER tenants_open_catalogue AFTER INSERT ON tenants FOR EACH ROW EXECUTE FUNCTION open_catalogue();
--> statement-breakpoint
-- The only way to give a change its version, as the last statement of a catalogue transaction. A counter row and no
-- sequence: a sequence hands out 12 before 11 has committed, and a store that pulled 12 never asks for 11 again.
-- `touches` is [{"entity", "entityId", "op": "U" | "D", "storeScope": uuid | null, "schema": integer, 1 if absent}],
-- each entity and scope once.
-- SECURITY DEFINER: the app role may not write sync_head and sync_change. The tenant comes from the setting that
-- row-level security reads, never from an argument; nothing is built from text; the search path is fixed.
CREATE FUNCTION stamp_catalogue(touches json) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  tenant uuid := nullif(current_setting('app.tenant', true), '')::uuid;
  stamped bigint;
BEGIN
  IF json_array_length(touches) = 0 THEN RAISE EXCEPTION 'a version needs a change'; END IF;
  UPDATE sync_head SET version = version + 1 WHERE tenant_id = tenant RETURNING version INTO stamped;
  IF stamped IS NULL THEN RAISE EXCEPTION 'tenant % has no catalogue', tenant; END IF;
  INSERT INTO sync_change (tenant_id, entity, entity_id, store_scope, store_scope_key, op, version, schema)
  SELECT tenant, t."entity", t."entityId", t."storeScope",
    coalesce(t."storeScope", '00000000-0000-0000-0000-000000000000'), t."op", stamped, coalesce(t."schema", 1)
  FROM json_to_recordset(touches) AS t ("entity" text, "entityId" uuid, "op" text, "storeScope" uuid, "schema" integer)
  ON CONFLICT (tenant_id, entity, entity_id, store_scope_key)
    DO UPDATE SET op = excluded.op, version = excluded.version, schema = excluded.schema;
  PERFORM set_config('app.catalogue_dirty', 'off', true);
  RETURN stamped;
END $$;
--> statement-breakpoint
-- Notes for the rest of the transaction that a versioned row was written; the unit of work refuses to commit without
-- a stamp after it.
CREATE FUNCTION note_catalogue_write() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('app.catalogue_dirty', 'on', true);
  RETURN coalesce(NEW, OLD);
END $$;
--> statement-breakpoint
-- BEFORE each row, so that only the first row of a statement calls the function, and a statement that meets no row
-- leaves no note. `columns` names those whose update counts, when not all do.
CREATE FUNCTION version_table(target regclass, columns text DEFAULT NULL) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format(
    'CREATE TRIGGER note_catalogue_write BEFORE INSERT OR DELETE OR UPDATE %s ON %s FOR EACH ROW '
    'WHEN (current_setting(''app.catalogue_dirty'', true) IS DISTINCT FROM ''on'') '
    'EXECUTE FUNCTION note_catalogue_write()', coalesce('OF ' || columns, ''), target);
END $$;
--> statement-breakpoint
DO $$
DECLARE target text;
BEGIN
  FOREACH target IN ARRAY ARRAY[
    'tenants', 'stores', 'registers', 'settings', 'users', 'roles', 'role_permissions', 'user_roles', 'departments',
    'units', 'products', 'product_texts', 'product_variants', 'variant_packs', 'barcodes', 'tax_zones', 'tax_rates',
    'tax_groups', 'tax_group_rates', 'price_lists', 'price_list_assignments', 'prices', 'product_costs',
    'reason_codes', 'tender_types', 'stock_locations'
  ] LOOP
    PERFORM version_table(target::regclass);
  END LOOP;
END $$;
--> statement-breakpoint
-- A login moves used_at and last_step; that is no change of the catalogue.
SELECT version_table('user_credentials', 'id, tenant_id, created_at, user_id, kind, secret, params, disabled_at');
