import type { Unit } from '@pos/core'
import { rowSet, type HqTx } from '@pos/db'
import type { SaleFact } from '@pos/shared-types'
import { sql } from 'drizzle-orm'
import type { RecordedBatch } from './actions.ts'

/** Writes the sales of a batch with everything on them. A sale that is there already violates its key: nothing is doubled. */
export async function insertSales(
  unit: Unit<HqTx>,
  { facts, flags }: Pick<RecordedBatch, 'facts' | 'flags'>,
): Promise<void> {
  const { tx, tenantId } = unit
  await tx.insert(
    'sales',
    facts.map((fact) => fact.sale),
    { tenantId },
  )
  const lines = facts.flatMap((fact) => fact.lines)
  const taxes = facts.flatMap((fact) => fact.taxes)
  const discounts = facts.flatMap((fact) => fact.discounts)
  const payments = facts.flatMap((fact) => fact.payments)
  if (lines.length > 0) await tx.insert('saleLines', lines, { tenantId })
  if (taxes.length > 0) await tx.insert('saleLineTaxes', taxes, { tenantId })
  if (discounts.length > 0) await tx.insert('saleLineDiscounts', discounts, { tenantId })
  if (payments.length > 0) await tx.insert('payments', payments, { tenantId })
  if (flags.length > 0) await tx.insert('saleFlags', flags, { tenantId })
  await followSeries(unit, facts)
}

/** Whether this very sale is here: its hash covers every value of it. */
export async function hasSale({ tx, tenantId }: Unit<HqTx>, { sale }: SaleFact): Promise<boolean> {
  const found = await tx.query(sql`
    select 1 as one from sales where tenant_id = ${tenantId} and id = ${sale.id} and event_id = ${sale.eventId}
      and hash = decode(${sale.hash}, 'hex')`)
  return found.length > 0
}

/** How far each series has come, as far as head office has heard. */
async function followSeries(unit: Unit<HqTx>, facts: readonly SaleFact[]): Promise<void> {
  const heads = Map.groupBy(facts, (fact) => fact.sale.seriesId)
  const rows = [...heads].map(([id, sales]) => {
    const last = sales.reduce((a, b) => (a.sale.number > b.sale.number ? a : b)).sale
    return { id, number: last.number, hash: last.hash }
  })
  await unit.tx.query(sql`
    update number_series n set last_number = h.number, last_hash = decode(h.hash, 'hex')
    from ${rowSet('h', { id: 'uuid', number: 'integer', hash: 'text' }, rows)}
    where n.tenant_id = ${unit.tenantId} and n.id = h.id and n.last_number < h.number`)
}
