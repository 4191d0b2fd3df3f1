-- Stock has one way in: a movement. It carries the level it leads to and the movement that led to the level before, so
-- that a level's history is a chain; its trigger writes the level.
CREATE TRIGGER stock_movements_set_level AFTER INSERT ON stock_movements
BEGIN
  INSERT INTO stock_levels
    (tenant_id, store_id, location_id, variant_id, lot_key, on_hand_milli, as_of_seq, as_of_lineage, as_of_at)
  VALUES
    (NEW.tenant_id, NEW.store_id, NEW.location_id, NEW.variant_id, coalesce(NEW.lot_id, ''), NEW.level_after_milli,
     NEW.seq, NEW.lineage, NEW.occurred_at)
  ON CONFLICT (store_id, location_id, variant_id, lot_key) DO UPDATE SET
    on_hand_milli = excluded.on_hand_milli, as_of_seq = excluded.as_of_seq,
    as_of_lineage = excluded.as_of_lineage, as_of_at = excluded.as_of_at;
END;
--> statement-breakpoint
-- The guards ask for the newest movement of the whole ledger: an older one would explain a level a second time.
-- AFTER INSERT, because BEFORE INSERT also fires for an upsert that ends as an update.
CREATE TRIGGER stock_levels_begin AFTER INSERT ON stock_levels
WHEN NOT EXISTS (
  SELECT 1 FROM stock_movements m
  WHERE m.seq = NEW.as_of_seq AND m.seq = (SELECT max(seq) FROM stock_movements)
    AND m.level_after_milli = NEW.on_hand_milli AND m.quantity_milli = NEW.on_hand_milli
    AND m.previous_seq IS NULL AND m.lineage = NEW.as_of_lineage
    AND m.store_id = NEW.store_id AND m.location_id = NEW.location_id
    AND m.variant_id = NEW.variant_id AND coalesce(m.lot_id, '') = NEW.lot_key)
BEGIN SELECT RAISE(ABORT, 'stock_levels: no movement explains this level'); END;
--> statement-breakpoint
CREATE TRIGGER stock_levels_move BEFORE UPDATE ON stock_levels
WHEN NOT EXISTS (
  SELECT 1 FROM stock_movements m
  WHERE m.seq = NEW.as_of_seq AND m.seq = (SELECT max(seq) FROM stock_movements)
    AND m.level_after_milli = NEW.on_hand_milli AND m.quantity_milli = NEW.on_hand_milli - OLD.on_hand_milli
    AND m.previous_seq = OLD.as_of_seq AND m.lineage = NEW.as_of_lineage
    AND m.store_id = NEW.store_id AND m.location_id = NEW.location_id
    AND m.variant_id = NEW.variant_id AND coalesce(m.lot_id, '') = NEW.lot_key)
  OR OLD.store_id <> NEW.store_id OR OLD.location_id <> NEW.location_id
  OR OLD.variant_id <> NEW.variant_id OR OLD.lot_key <> NEW.lot_key
BEGIN SELECT RAISE(ABORT, 'stock_levels: no movement explains this level'); END;
--> statement-breakpoint
CREATE TRIGGER stock_levels_stay BEFORE DELETE ON stock_levels
BEGIN SELECT RAISE(ABORT, 'stock_levels: a level is never deleted'); END;
