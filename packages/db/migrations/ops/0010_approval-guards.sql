-- What was asked for stays as it was asked; only what became of it is told later. What was used stays used.
CREATE TRIGGER approvals_keep BEFORE UPDATE OF
  tenant_id, id, store_id, device_id, action, subject_type, subject_id, part_id, quantity_milli, amount_minor, rate_ppm,
  action_hash, reason, requested_by_id, requested_at, expires_at
ON approvals BEGIN SELECT RAISE(ABORT, 'approvals: what was asked is never changed'); END;
--> statement-breakpoint
CREATE TRIGGER approvals_once BEFORE UPDATE ON approvals WHEN OLD.state = 'used'
BEGIN SELECT RAISE(ABORT, 'approvals: what was used is never changed'); END;
--> statement-breakpoint
CREATE TRIGGER approvals_stay BEFORE DELETE ON approvals
BEGIN SELECT RAISE(ABORT, 'approvals: an approval is never deleted'); END;
