SELECT isolate_tenant('repeated_positions');
--> statement-breakpoint
SELECT expect_few_tenants('repeated_positions');
--> statement-breakpoint
GRANT SELECT, INSERT ON repeated_positions TO pos_app;
--> statement-breakpoint
SELECT isolate_tenant('received_lineages');
--> statement-breakpoint
SELECT expect_few_tenants('received_lineages');
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON received_lineages TO pos_app;
