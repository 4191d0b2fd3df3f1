SELECT isolate_tenant('customers');
--> statement-breakpoint
SELECT isolate_tenant('conflicts');
--> statement-breakpoint
SELECT version_table('customers');
--> statement-breakpoint
SELECT expect_few_tenants('customers');
--> statement-breakpoint
SELECT expect_few_tenants('conflicts');
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON customers, conflicts TO pos_app;
