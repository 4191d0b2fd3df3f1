type Statements = { prepare(text: string): { run(parameters?: Readonly<Record<string, unknown>>): unknown } }

/**
 * Makes room in `ops.db` for a return line that is already a fact: raises `over_milli` of its original by what exceeds
 * the sold quantity. Called before the line is inserted, only for facts made elsewhere, and together with a flag; a
 * return made here that exceeds what was sold is refused by the database. Does nothing when the original is unknown
 * or still has enough left.
 */
export function allowOverReturn(tx: Statements, originalLineId: string, returningMilli: number): void {
  const parameters = { line: originalLineId, returning: returningMilli }
  tx.prepare(
    `insert into returnable_lines
       (tenant_id, sale_line_id, sale_id, store_id, sold_milli, paid_minor, returned_milli, refunded_minor, over_milli)
     select tenant_id, sale_line_id, sale_id, store_id, sold_milli, paid_minor, returned_milli, refunded_minor,
       max(0, returned_milli - sold_milli)
     from returned_lines where sale_line_id = :line
       and returned_milli + :returning > sold_milli
       and not exists (select 1 from returnable_lines where sale_line_id = :line)`,
  ).run(parameters)
  tx.prepare(
    `update returnable_lines set over_milli = returned_milli + reserved_milli + :returning - sold_milli
     where sale_line_id = :line and returned_milli + reserved_milli + :returning > sold_milli + over_milli`,
  ).run(parameters)
}
