-- A part of a fact needs the fact it is part of. PostgreSQL's foreign keys ask that once for each row, and lock the
-- parent each time (7 us a row, a fifth of what a sale costs here); facts are never changed or deleted, so asking once
-- for each statement proves the same. seqscan is off, because a plan made while the parent was small is kept.
CREATE FUNCTION follow_fact(target regclass, child_column name, parent regclass) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  follows text := format('%s_follow_%s', target, parent);
BEGIN
  EXECUTE format($body$
    CREATE FUNCTION %1$I() RETURNS trigger LANGUAGE plpgsql SET enable_seqscan = off AS $check$
    BEGIN
      IF (SELECT count(*) FROM added) <> (
        SELECT count(*) FROM added a CROSS JOIN LATERAL (
          SELECT FROM %2$s p WHERE p.tenant_id = a.tenant_id AND p.id = a.%3$I LIMIT 1) found)
      THEN
        RAISE EXCEPTION '%2$s: there is none for a row of %4$s'
          USING ERRCODE = 'foreign_key_violation', CONSTRAINT = '%1$s';
      END IF;
      RETURN NULL;
    END $check$ $body$, follows, parent, child_column, target);
  EXECUTE format('CREATE TRIGGER %I AFTER INSERT ON %s REFERENCING NEW TABLE AS added '
    'FOR EACH STATEMENT EXECUTE FUNCTION %I()', follows, target, follows);
END $$;
--> statement-breakpoint
SELECT follow_fact('sale_lines', 'sale_id', 'sales');
--> statement-breakpoint
SELECT follow_fact('sale_line_taxes', 'sale_line_id', 'sale_lines');
--> statement-breakpoint
SELECT follow_fact('sale_line_discounts', 'sale_line_id', 'sale_lines');
--> statement-breakpoint
SELECT follow_fact('payments', 'sale_id', 'sales');
--> statement-breakpoint
-- Room on each page, so that a new figure of a level or a day stays beside the old one and no index has to move.
ALTER TABLE stock_levels SET (fillfactor = 70);
--> statement-breakpoint
ALTER TABLE daily_variant_sales SET (fillfactor = 70);
--> statement-breakpoint
ALTER TABLE daily_store_sales SET (fillfactor = 50);
