-- Head office records a store's level as the store says it, and beside it the sum of the movements it received. An
-- older position that arrives late adds to the sum and leaves the level. Lineage ids grow with time.
-- SECURITY DEFINER: the app role may not write levels. Every row comes from the inserted movements, whose tenant
-- row-level security has checked. Keys are in order, so that two batches lock levels in the same order.
CREATE FUNCTION fold_stock_movements() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  INSERT INTO stock_levels AS level
    (tenant_id, store_id, location_id, variant_id, lot_key, on_hand_milli, as_of_seq, as_of_lineage, as_of_at,
     folded_milli, received_at)
  SELECT DISTINCT ON (m.tenant_id, m.store_id, m.location_id, m.variant_id, m.lot_id)
    m.tenant_id, m.store_id, m.location_id, m.variant_id, coalesce(m.lot_id::text, ''),
    m.level_after_milli, m.seq, m.lineage, m.occurred_at,
    sum(m.quantity_milli) OVER (PARTITION BY m.tenant_id, m.store_id, m.location_id, m.variant_id, m.lot_id)::bigint,
    now()
  FROM received m
  ORDER BY m.tenant_id, m.store_id, m.location_id, m.variant_id, m.lot_id, m.lineage DESC, m.seq DESC
  ON CONFLICT (tenant_id, store_id, location_id, variant_id, lot_key) DO UPDATE SET
    folded_milli = level.folded_milli + excluded.folded_milli,
    received_at = excluded.received_at,
    on_hand_milli = CASE WHEN (excluded.as_of_lineage, excluded.as_of_seq) > (level.as_of_lineage, level.as_of_seq)
      THEN excluded.on_hand_milli ELSE level.on_hand_milli END,
    as_of_at = CASE WHEN (excluded.as_of_lineage, excluded.as_of_seq) > (level.as_of_lineage, level.as_of_seq)
      THEN excluded.as_of_at ELSE level.as_of_at END,
    as_of_seq = CASE WHEN excluded.as_of_lineage = level.as_of_lineage THEN greatest(excluded.as_of_seq, level.as_of_seq)
      WHEN excluded.as_of_lineage > level.as_of_lineage THEN excluded.as_of_seq ELSE level.as_of_seq END,
    as_of_lineage = greatest(excluded.as_of_lineage, level.as_of_lineage);
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER stock_movements_set_level AFTER INSERT ON stock_movements
REFERENCING NEW TABLE AS received FOR EACH STATEMENT EXECUTE FUNCTION fold_stock_movements();
--> statement-breakpoint
CREATE FUNCTION refuse_direct_write() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '%: only the ledger it is folded from changes it', TG_TABLE_NAME;
END $$;
--> statement-breakpoint
-- At depth 0 the statement is somebody's own; the fold writes from inside a trigger. This binds the owner too.
CREATE TRIGGER stock_levels_follow BEFORE INSERT OR UPDATE OR DELETE ON stock_levels
FOR EACH STATEMENT WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION refuse_direct_write();
--> statement-breakpoint
CREATE TRIGGER stock_levels_stay BEFORE TRUNCATE ON stock_levels
FOR EACH STATEMENT EXECUTE FUNCTION refuse_direct_write();
