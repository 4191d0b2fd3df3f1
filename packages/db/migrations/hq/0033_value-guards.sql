DO $$
DECLARE target regclass;
BEGIN
  FOREACH target IN ARRAY ARRAY['value_accounts', 'value_allowances', 'value_entries']::regclass[]
  LOOP
    PERFORM isolate_tenant(target);
    PERFORM expect_few_tenants(target);
  END LOOP;
END $$;
--> statement-breakpoint
-- What a redemption moves does not travel, so a sale never touches the catalogue.
SELECT version_table('value_accounts',
  'tenant_id, id, kind, unit, customer_id, code_hmac, code_last4, state, expires_on, home_store_id');
--> statement-breakpoint
SELECT version_table('value_allowances',
  'tenant_id, id, account_id, store_id, lineage, granted_minor, state, ttl_s, granted_at');
--> statement-breakpoint
CREATE TRIGGER value_entries_keep BEFORE DELETE OR TRUNCATE OR UPDATE ON value_entries
FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- A balance is the sum of its entries and has no other way in. An overdraft stands beside it: nobody had that value.
-- SECURITY DEFINER: the app role may not write balances. Every row comes from the inserted entries, whose tenant
-- row-level security has checked.
CREATE FUNCTION fold_value_entries() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  UPDATE value_accounts a SET balance_minor = a.balance_minor + f.amount
  FROM (
    SELECT tenant_id, account_id, sum(amount_minor)::bigint AS amount
    FROM posted WHERE kind <> 'overdraft' GROUP BY tenant_id, account_id) f
  WHERE a.tenant_id = f.tenant_id AND a.id = f.account_id;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER value_entries_set_balance AFTER INSERT ON value_entries
REFERENCING NEW TABLE AS posted FOR EACH STATEMENT EXECUTE FUNCTION fold_value_entries();
--> statement-breakpoint
CREATE TRIGGER value_accounts_follow BEFORE UPDATE OF balance_minor ON value_accounts
FOR EACH STATEMENT WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION refuse_direct_write();
--> statement-breakpoint
-- AFTER, so that a row of another tenant is refused as such first.
CREATE TRIGGER value_accounts_begin AFTER INSERT ON value_accounts
FOR EACH ROW WHEN (NEW.balance_minor <> 0 OR NEW.held_minor <> 0 OR NEW.lent_minor <> 0)
EXECUTE FUNCTION refuse_direct_write();
--> statement-breakpoint
CREATE TRIGGER value_accounts_stay BEFORE DELETE OR TRUNCATE ON value_accounts
FOR EACH STATEMENT EXECUTE FUNCTION refuse_direct_write();
--> statement-breakpoint
REVOKE ALL ON FUNCTION fold_value_entries() FROM PUBLIC;
--> statement-breakpoint
GRANT SELECT, INSERT ON value_accounts, value_allowances, value_entries TO pos_app;
--> statement-breakpoint
GRANT UPDATE (lent_minor) ON value_accounts TO pos_app;
--> statement-breakpoint
GRANT UPDATE (spent_minor, returned_minor, state, returned_at) ON value_allowances TO pos_app;
