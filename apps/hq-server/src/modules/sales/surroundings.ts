import type { Unit } from '@pos/core'
import type { HqTx } from '@pos/db'
import type { Hash, SaleFact, SaleLineId, SeriesId } from '@pos/shared-types'
import { sql } from 'drizzle-orm'

/** What the rules of `sale:ingest` need to know, read for a whole batch at once. */
export type Surroundings = {
  readonly variants: ReadonlySet<string>
  readonly registers: ReadonlySet<string>
  /** Hash and previous hash by place in a series: neighbours of the batch, and the batch itself. */
  readonly chain: ReadonlyMap<string, { readonly hash: Hash; readonly prevHash: Hash }>
  /** How much of a line has come back in all stores, as far as head office has heard. */
  readonly returnable: ReadonlyMap<SaleLineId, { readonly soldMilli: number; readonly returnedMilli: number }>
  readonly receivedAt: number
}

export const placeKey = (seriesId: SeriesId, number: number) => `${seriesId} ${number}`

export async function readSurroundings(unit: Unit<HqTx>, facts: readonly SaleFact[]): Promise<Surroundings> {
  return {
    variants: await known(
      unit,
      'product_variants',
      facts.flatMap((fact) => fact.lines.map((line) => line.variantId)),
    ),
    registers: await known(
      unit,
      'registers',
      facts.map((fact) => fact.sale.registerId),
    ),
    chain: await readChain(unit, facts),
    returnable: await readReturnable(unit, facts),
    receivedAt: unit.at,
  }
}

async function known(
  unit: Unit<HqTx>,
  table: 'product_variants' | 'registers',
  ids: readonly (string | null)[],
): Promise<Set<string>> {
  const asked = [...new Set(ids.filter((id) => id !== null))]
  if (asked.length === 0) return new Set()
  const rows = await unit.tx.query<{ id: string }>(sql`
    select id from ${sql.identifier(table)} where tenant_id = ${unit.tenantId}
      and id in (select value::uuid from json_array_elements_text(${JSON.stringify(asked)}::json))`)
  return new Set(rows.map((row) => row.id))
}

type Link = { seriesId: SeriesId; number: number; hash: Hash; prevHash: Hash }

async function readChain(unit: Unit<HqTx>, facts: readonly SaleFact[]): Promise<Surroundings['chain']> {
  const places = facts.flatMap(({ sale }) => [
    { register: sale.registerId, series: sale.seriesId, number: sale.number - 1 },
    { register: sale.registerId, series: sale.seriesId, number: sale.number + 1 },
  ])
  const rows = await unit.tx.query<Link>(sql`
    select s.series_id as "seriesId", s.number, encode(s.hash, 'hex') as hash, encode(s.prev_hash, 'hex') as "prevHash"
    from json_to_recordset(${JSON.stringify(places)}::json) as p (register uuid, series uuid, number integer)
    join sales s on s.tenant_id = ${unit.tenantId} and s.register_id = p.register and s.series_id = p.series
      and s.number = p.number`)
  const own = facts.map(({ sale }) => sale)
  return new Map(
    [...rows, ...own].map((link) => [
      placeKey(link.seriesId, link.number),
      { hash: link.hash, prevHash: link.prevHash },
    ]),
  )
}

type ReturnableRow = { id: SaleLineId; soldMilli: number; returnedMilli: number }

async function readReturnable(unit: Unit<HqTx>, facts: readonly SaleFact[]): Promise<Surroundings['returnable']> {
  const originals = facts.flatMap((fact) => fact.lines.map((line) => line.originalLineId)).filter((id) => id !== null)
  if (originals.length === 0) return new Map()
  const rows = await unit.tx.query<ReturnableRow>(sql`
    select l.id, l.quantity_milli as "soldMilli", coalesce(r.returned_milli, 0) as "returnedMilli"
    from sale_lines l
    left join returnable_lines r on r.tenant_id = l.tenant_id and r.sale_line_id = l.id
    where l.tenant_id = ${unit.tenantId}
      and l.id in (select value::uuid from json_array_elements_text(${JSON.stringify(originals)}::json))`)
  return new Map(rows.map(({ id, ...row }) => [id, row]))
}
