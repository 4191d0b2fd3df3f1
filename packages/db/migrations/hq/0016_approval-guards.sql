SELECT isolate_tenant('approvals');
--> statement-breakpoint
SELECT expect_few_tenants('approvals');
--> statement-breakpoint
-- What was asked for stays as it was asked; only what became of it is told later.
GRANT SELECT, INSERT ON approvals TO pos_app;
--> statement-breakpoint
GRANT UPDATE (state, approver_id, method, decided_at, used_event_id) ON approvals TO pos_app;
