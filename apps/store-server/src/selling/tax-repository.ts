import type { StoreTx } from '@pos/db'
import type { BusinessDate, TaxGroupId } from '@pos/shared-types'
import type { TaxGroup, TaxRate } from '@pos/tax-engine'

type Row = {
  id: string
  code: string
  name: string
  kind: 'percent' | 'per_unit'
  ratePpm: number | null
  amountMinor: number | null
  perMilli: number | null
  isCompound: number
}

// Of several starts of one rate the newest that has begun counts.
const SQL = `
  select r.id, r.code, r.name, r.kind, r.rate_ppm as ratePpm, r.amount_minor as amountMinor, r.per_milli as perMilli,
    g.is_compound as isCompound
  from tax_group_rates g
  join tax_rates r on r.id = (
    select x.id from tax_rates x
    where x.code = g.tax_rate_code and x.valid_from_on <= :on and x.deleted_at is null
    order by x.valid_from_on desc limit 1)
  where g.tax_group_id = :id and g.tax_zone_id = :zoneId
  order by g.position`

/** The rates of a group in a zone on a day. A group without rates there is a group without tax. */
export function readTaxGroup(catalog: StoreTx['catalog'], id: TaxGroupId, zoneId: string, on: BusinessDate): TaxGroup {
  return { id, rates: catalog.prepare<Row>(SQL).all({ id, zoneId, on }).map(toRate) }
}

function toRate(row: Row): TaxRate {
  const named = { id: row.id, code: row.code, name: row.name, isCompound: row.isCompound === 1 }
  if (row.kind === 'percent') {
    return { ...named, kind: 'percent', ratePpm: row.ratePpm ?? 0, amountMinor: null, perMilli: null }
  }
  return {
    ...named,
    kind: 'per_unit',
    ratePpm: null,
    amountMinor: row.amountMinor ?? 0,
    perMilli: row.perMilli ?? 1000,
  }
}
