-- Policies, the keys and the signed words on rights belong to one tenant each, and travel to the stores by version.
DO $$
DECLARE target regclass;
BEGIN
  FOREACH target IN ARRAY ARRAY['access_policies', 'access_rules', 'access_policy_targets', 'approval_policies',
    'signing_keys', 'permission_snapshots']::regclass[]
  LOOP
    PERFORM isolate_tenant(target);
    PERFORM expect_few_tenants(target);
    PERFORM version_table(target);
  END LOOP;
END $$;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON access_rules, access_policy_targets TO pos_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON access_policies, approval_policies, signing_keys, permission_snapshots TO pos_app;
