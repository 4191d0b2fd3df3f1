import type { Unit } from '@pos/core'
import { anyOf, rowSet, stepByStep, type HqTx } from '@pos/db'
import type { Finding } from '@pos/domain'
import type { Hash, Quantity, SaleFact, SaleId, SaleLineId, SeriesId } from '@pos/shared-types'
import { sql } from 'drizzle-orm'

/** What the rules of `sale:ingest` need to know, read for a whole batch at once. */
export type Surroundings = {
  readonly variants: ReadonlySet<string>
  readonly registers: ReadonlySet<string>
  /** Hash and previous hash by place in a series: neighbours that were here before, and the batch itself. */
  readonly chain: Links
  /** Those that were here before alone: of two in one batch, the later one is judged. */
  readonly known: Links
  /** Sales of the batch that take more back than went out in all stores, with what was left of that line. */
  readonly overReturns: ReadonlyMap<SaleId, Quantity>
  /** Sales that redeemed more than their store was lent, or from an account that is not there. */
  readonly uncovered: ReadonlyMap<SaleId, Finding>
  readonly receivedAt: number
}

export const placeKey = (seriesId: SeriesId, number: number) => `${seriesId} ${number}`

export async function readSurroundings(
  unit: Unit<HqTx>,
  facts: readonly SaleFact[],
): Promise<Omit<Surroundings, 'uncovered'>> {
  return {
    variants: await knownIds(
      unit,
      'product_variants',
      facts.flatMap((fact) => fact.lines.map((line) => line.variantId)),
    ),
    registers: await knownIds(
      unit,
      'registers',
      facts.map((fact) => fact.sale.registerId),
    ),
    ...(await readChain(unit, facts)),
    overReturns: overReturns(facts, await readReturnable(unit, facts)),
    receivedAt: unit.at,
  }
}

async function knownIds(
  unit: Unit<HqTx>,
  table: 'product_variants' | 'registers',
  ids: readonly (string | null)[],
): Promise<Set<string>> {
  const asked = [...new Set(ids.filter((id) => id !== null))]
  if (asked.length === 0) return new Set()
  const rows = await unit.tx.query<{ id: string }>(sql`
    select id from ${sql.identifier(table)} where tenant_id = ${unit.tenantId}
      and id = ${anyOf('uuid', asked)}`)
  return new Set(rows.map((row) => row.id))
}

type Link = { seriesId: SeriesId; number: number; hash: Hash; prevHash: Hash }
/** By place. Two copies of one store may have numbered the same place. */
type Links = ReadonlyMap<string, readonly Link[]>

async function readChain(unit: Unit<HqTx>, facts: readonly SaleFact[]): Promise<Pick<Surroundings, 'chain' | 'known'>> {
  const places = facts.flatMap(({ sale }) => [
    { register: sale.registerId, series: sale.seriesId, number: sale.number - 1 },
    { register: sale.registerId, series: sale.seriesId, number: sale.number },
    { register: sale.registerId, series: sale.seriesId, number: sale.number + 1 },
  ])
  const rows = await unit.tx.query<Link>(sql`
    select p.series as "seriesId", p.number, encode(s.hash, 'hex') as hash, encode(s.prev_hash, 'hex') as "prevHash"
    from ${rowSet('p', { register: 'uuid', series: 'uuid', number: 'integer' }, places)}
    cross join lateral (
      select k.hash, k.prev_hash from sales k where k.tenant_id = ${unit.tenantId} and k.register_id = p.register
        and k.series_id = p.series and k.number = p.number
      ${stepByStep}) s`)
  return { known: byPlace(rows), chain: byPlace([...rows, ...facts.map(({ sale }) => sale)]) }
}

function byPlace(links: readonly Link[]): Links {
  return Map.groupBy(links, ({ seriesId, number }) => placeKey(seriesId, number))
}

type Returnable = { soldMilli: number; returnedMilli: number }
type ReturnableRow = Returnable & { id: SaleLineId }

async function readReturnable(unit: Unit<HqTx>, facts: readonly SaleFact[]): Promise<ReturnableRow[]> {
  const originals = facts.flatMap((fact) => fact.lines.map((line) => line.originalLineId)).filter((id) => id !== null)
  if (originals.length === 0) return []
  return await unit.tx.query<ReturnableRow>(sql`
    select l.id, l.quantity_milli as "soldMilli", coalesce(r.returned_milli, 0) as "returnedMilli"
    from sale_lines l
    left join returnable_lines r on r.tenant_id = l.tenant_id and r.sale_line_id = l.id
    where l.tenant_id = ${unit.tenantId}
      and l.id = ${anyOf('uuid', originals)}`)
}

/** Follows the batch sale by sale: the goods, or other returns of them, may have come in the same batch. */
function overReturns(facts: readonly SaleFact[], known: readonly ReturnableRow[]): Map<SaleId, Quantity> {
  const lines = new Map<SaleLineId, Returnable>(known.map((row) => [row.id, { ...row }]))
  const found = new Map<SaleId, Quantity>()
  for (const { id, originalLineId, quantityMilli } of facts.flatMap((fact) => fact.lines)) {
    if (originalLineId === null && quantityMilli > 0 && !lines.has(id))
      lines.set(id, { soldMilli: quantityMilli, returnedMilli: 0 })
  }
  for (const { sale, lines: sold } of facts) {
    for (const { originalLineId, quantityMilli } of sold) {
      const original = originalLineId === null ? undefined : lines.get(originalLineId)
      if (!original) continue
      const leftMilli = Math.max(0, original.soldMilli - original.returnedMilli)
      if (-quantityMilli > leftMilli) found.set(sale.id, leftMilli)
      original.returnedMilli -= quantityMilli
    }
  }
  return found
}
