-- What came back of every line that was sold. A line that voids a return takes the return back again. One subquery per
-- figure and no GROUP BY: only so a look-up of one line does not add up all of them.
CREATE VIEW returned_lines AS
SELECT o.tenant_id, o.id AS sale_line_id, o.sale_id, o.store_id,
  o.quantity_milli AS sold_milli, o.total_minor AS paid_minor,
  - coalesce((SELECT sum(r.quantity_milli) FROM sale_lines r WHERE r.original_line_id = o.id), 0)
  - coalesce((SELECT sum(v.quantity_milli) FROM sale_lines r JOIN sale_lines v ON v.original_line_id = r.id
      WHERE r.original_line_id = o.id), 0) AS returned_milli,
  - coalesce((SELECT sum(r.total_minor) FROM sale_lines r WHERE r.original_line_id = o.id), 0)
  - coalesce((SELECT sum(v.total_minor) FROM sale_lines r JOIN sale_lines v ON v.original_line_id = r.id
      WHERE r.original_line_id = o.id), 0) AS refunded_minor
FROM sale_lines o
WHERE o.quantity_milli > 0 AND o.original_line_id IS NULL;
--> statement-breakpoint
-- A return that is here before its original waits for the next return of that line, which counts all of them: to ask
-- with every line sold whether somebody already brought it back would cost every sale.
CREATE TRIGGER sale_lines_fold_returns AFTER INSERT ON sale_lines WHEN NEW.original_line_id IS NOT NULL
BEGIN
  UPDATE returnable_lines SET returned_milli = f.returned_milli, refunded_minor = f.refunded_minor
  FROM returned_lines f
  WHERE f.sale_line_id = returnable_lines.sale_line_id AND returnable_lines.sale_line_id IN
    (NEW.original_line_id, (SELECT o.original_line_id FROM sale_lines o WHERE o.id = NEW.original_line_id));
  INSERT INTO returnable_lines
    (tenant_id, sale_line_id, sale_id, store_id, sold_milli, paid_minor, returned_milli, refunded_minor)
  SELECT f.tenant_id, f.sale_line_id, f.sale_id, f.store_id, f.sold_milli, f.paid_minor, f.returned_milli,
    f.refunded_minor
  FROM returned_lines f
  WHERE f.sale_line_id IN
      (NEW.original_line_id, (SELECT o.original_line_id FROM sale_lines o WHERE o.id = NEW.original_line_id))
    AND NOT EXISTS (SELECT 1 FROM returnable_lines k WHERE k.sale_line_id = f.sale_line_id);
END;
--> statement-breakpoint
CREATE TRIGGER returnable_lines_begin AFTER INSERT ON returnable_lines
WHEN NOT EXISTS (
  SELECT 1 FROM returned_lines f
  WHERE f.sale_line_id = NEW.sale_line_id AND f.sold_milli = NEW.sold_milli AND f.paid_minor = NEW.paid_minor
    AND f.returned_milli = NEW.returned_milli AND f.refunded_minor = NEW.refunded_minor)
BEGIN SELECT RAISE(ABORT, 'returnable_lines: no return line explains this'); END;
--> statement-breakpoint
CREATE TRIGGER returnable_lines_move AFTER UPDATE ON returnable_lines
WHEN NEW.over_milli < OLD.over_milli OR NOT EXISTS (
  SELECT 1 FROM returned_lines f
  WHERE f.sale_line_id = NEW.sale_line_id AND f.sold_milli = NEW.sold_milli AND f.paid_minor = NEW.paid_minor
    AND f.returned_milli = NEW.returned_milli AND f.refunded_minor = NEW.refunded_minor)
BEGIN SELECT RAISE(ABORT, 'returnable_lines: no return line explains this'); END;
--> statement-breakpoint
CREATE TRIGGER returnable_lines_stay BEFORE DELETE ON returnable_lines
BEGIN SELECT RAISE(ABORT, 'returnable_lines: a projection is never deleted'); END;
