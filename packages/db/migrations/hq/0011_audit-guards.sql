-- What was noted is never changed: by grants for the program, by triggers for whoever owns the tables.
CREATE TRIGGER audit_logs_keep BEFORE DELETE OR TRUNCATE OR UPDATE ON audit_logs
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER audit_anchors_keep BEFORE DELETE OR TRUNCATE OR UPDATE ON audit_anchors
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER audit_heads_stay BEFORE DELETE OR TRUNCATE ON audit_heads
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER audit_heads_grow BEFORE UPDATE OF seq ON audit_heads
FOR EACH ROW WHEN (NEW.seq < OLD.seq) EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
DO $$
DECLARE target regclass;
BEGIN
  FOREACH target IN ARRAY ARRAY['audit_logs', 'audit_heads', 'audit_anchors']::regclass[] LOOP
    PERFORM isolate_tenant(target);
    PERFORM expect_few_tenants(target);
  END LOOP;
END $$;
--> statement-breakpoint
GRANT SELECT, INSERT ON audit_logs, audit_anchors TO pos_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON audit_heads TO pos_app;
