-- A series made here is gapless; one made at a till is only followed, and its sales may arrive in any order.
CREATE TRIGGER number_series_grow BEFORE UPDATE OF last_number ON number_series
WHEN NEW.last_number < OLD.last_number
  OR NEW.last_number > OLD.last_number + 1 AND OLD.lineage = (SELECT lineage FROM store_identity)
BEGIN SELECT RAISE(ABORT, 'number_series: the next number is the last one plus one'); END;
--> statement-breakpoint
CREATE TRIGGER register_leases_grow BEFORE UPDATE OF fence ON register_leases WHEN NEW.fence < OLD.fence
BEGIN SELECT RAISE(ABORT, 'register_leases: the fence only grows'); END;
--> statement-breakpoint
-- A fork gives an event a new lineage; what was sent stays as it was.
CREATE TRIGGER outbox_keep BEFORE UPDATE OF
  seq, event_id, aggregate_type, aggregate_id, aggregate_seq, type, schema, payload, sha256, hlc, wall_time,
  catalogue_version
ON outbox BEGIN SELECT RAISE(ABORT, 'outbox: an event is never rewritten'); END;
--> statement-breakpoint
CREATE TRIGGER quarantine_keep BEFORE UPDATE OF event_id, store_id, lineage, seq, type, raw, sha256 ON quarantine
BEGIN SELECT RAISE(ABORT, 'quarantine: the raw event is never rewritten'); END;
--> statement-breakpoint
CREATE TRIGGER shifts_seal_once BEFORE UPDATE OF sealed, seal_hash, prev_seal_hash ON shifts
WHEN OLD.sealed IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'shifts: a sealed shift is never sealed again'); END;
