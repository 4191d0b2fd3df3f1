CREATE TRIGGER audit_logs_keep BEFORE UPDATE ON audit_logs
BEGIN SELECT RAISE(ABORT, 'audit_logs: a fact is never changed'); END;
--> statement-breakpoint
CREATE TRIGGER audit_logs_stay BEFORE DELETE ON audit_logs
BEGIN SELECT RAISE(ABORT, 'audit_logs: a fact is never deleted'); END;
--> statement-breakpoint
CREATE TRIGGER audit_heads_stay BEFORE DELETE ON audit_heads
BEGIN SELECT RAISE(ABORT, 'audit_heads: a fact is never deleted'); END;
--> statement-breakpoint
CREATE TRIGGER audit_heads_grow BEFORE UPDATE OF seq ON audit_heads WHEN NEW.seq < OLD.seq
BEGIN SELECT RAISE(ABORT, 'audit_heads: a fact is never changed'); END;
