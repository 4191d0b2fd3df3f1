SELECT isolate_tenant('outage_drills');
--> statement-breakpoint
SELECT expect_few_tenants('outage_drills');
--> statement-breakpoint
-- A report is told once and stays as it was told.
GRANT SELECT, INSERT ON outage_drills TO pos_app;
