-- What came back of every line that was sold. A line that voids a return takes the return back again.
CREATE VIEW returned_lines WITH (security_invoker = true) AS
SELECT o.tenant_id, o.id AS sale_line_id, o.sale_id, o.store_id,
  o.quantity_milli AS sold_milli, o.total_minor AS paid_minor,
  (-b.quantity_milli)::bigint AS returned_milli, (-b.total_minor)::bigint AS refunded_minor
FROM sale_lines o
CROSS JOIN LATERAL (
  SELECT coalesce(sum(u.quantity_milli), 0) AS quantity_milli, coalesce(sum(u.total_minor), 0) AS total_minor FROM (
    SELECT r.quantity_milli, r.total_minor FROM sale_lines r
    WHERE r.tenant_id = o.tenant_id AND r.original_line_id = o.id
    UNION ALL
    SELECT v.quantity_milli, v.total_minor FROM sale_lines r
    JOIN sale_lines v ON v.tenant_id = r.tenant_id AND v.original_line_id = r.id
    WHERE r.tenant_id = o.tenant_id AND r.original_line_id = o.id
  ) u
) b
WHERE o.quantity_milli > 0 AND o.original_line_id IS NULL;
--> statement-breakpoint
-- Also when the original arrives after its return. A fact is never refused here: what exceeds the sold quantity is
-- kept as over_milli, and the rules of the ingest flag it.
-- SECURITY DEFINER: the app role may only reserve. The rows come from the inserted lines and their originals of the
-- same tenant.
CREATE FUNCTION fold_returned_lines() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  tenant uuid;
  originals uuid[];
BEGIN
  SELECT (array_agg(found.tenant_id))[1], array_agg(DISTINCT found.id) INTO tenant, originals FROM (
    SELECT n.tenant_id, n.original_line_id AS id FROM added n WHERE n.original_line_id IS NOT NULL
    UNION ALL
    SELECT n.tenant_id, r.original_line_id FROM added n
    JOIN sale_lines r ON r.tenant_id = n.tenant_id AND r.id = n.original_line_id
    WHERE n.original_line_id IS NOT NULL AND r.original_line_id IS NOT NULL
    UNION ALL
    SELECT n.tenant_id, n.id FROM added n
    JOIN sale_lines r ON r.tenant_id = n.tenant_id AND r.original_line_id = n.id
  ) found;
  IF originals IS NULL THEN RETURN NULL; END IF;

  INSERT INTO returnable_lines AS kept
    (tenant_id, sale_line_id, sale_id, store_id, sold_milli, paid_minor, returned_milli, refunded_minor, over_milli)
  SELECT f.tenant_id, f.sale_line_id, f.sale_id, f.store_id, f.sold_milli, f.paid_minor, f.returned_milli,
    f.refunded_minor, greatest(0, f.returned_milli - f.sold_milli)
  FROM returned_lines f WHERE f.tenant_id = tenant AND f.sale_line_id = ANY (originals)
  ORDER BY f.sale_line_id
  ON CONFLICT (tenant_id, sale_line_id) DO UPDATE SET
    returned_milli = excluded.returned_milli,
    refunded_minor = excluded.refunded_minor,
    over_milli = greatest(kept.over_milli, excluded.returned_milli + kept.reserved_milli - kept.sold_milli);
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER sale_lines_fold_returns AFTER INSERT ON sale_lines
REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION fold_returned_lines();
--> statement-breakpoint
-- reserved_milli is free: a return authorisation reserves by a conditional update.
CREATE TRIGGER returnable_lines_follow BEFORE INSERT OR DELETE OR UPDATE OF
  tenant_id, sale_line_id, sale_id, store_id, sold_milli, paid_minor, returned_milli, refunded_minor, over_milli
ON returnable_lines
FOR EACH STATEMENT WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION refuse_direct_write();
--> statement-breakpoint
CREATE TRIGGER returnable_lines_stay BEFORE TRUNCATE ON returnable_lines
FOR EACH STATEMENT EXECUTE FUNCTION refuse_direct_write();
