SELECT isolate_tenant('sync_digests');
--> statement-breakpoint
SELECT expect_few_tenants('sync_digests');
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON sync_digests TO pos_app;
