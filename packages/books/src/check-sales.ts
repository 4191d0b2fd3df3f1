import { canonicalSale, checkSaleFact, genesisOf, verifyChain } from '@pos/domain'
import type { EventId, RegisterId, SaleFact, SeriesId, StoreId } from '@pos/shared-types'
import { sql, type SQL } from 'drizzle-orm'
import type { Books, Check } from './books.ts'
import { hex } from './read-records.ts'
import { readSales } from './read-sales.ts'

/** Both sides hold a few hundred sales at a time, however long the history is. */
const PAGE = 500

type Series = {
  readonly id: SeriesId
  readonly registerId: RegisterId
  /** The series' own word. */
  readonly lastNumber: number
  readonly lastHash: Uint8Array | null
  /** The highest number on a document. */
  readonly highest: number
}

/** A sale at the store, and what head office has of it. */
export type SaleSeen = { readonly atStore: SaleFact; readonly atHq: SaleFact | undefined }

/**
 * Goes through the sales of every series in order: each agrees with itself, is chained to the one before, has the next
 * number, and head office has the same values. `see` is told of each.
 */
export async function checkSales(check: Check, see: (sales: readonly SaleSeen[]) => Promise<void>): Promise<void> {
  const { store, hq, tenantId, storeId, fault } = check
  let atBoth = 0
  for (const series of await seriesOf(store, storeId)) {
    await checkSeries(check, series, async (sales) => {
      atBoth += sales.filter((sale) => sale.atHq).length
      await see(sales)
    })
  }
  const [above] = await hq.query<{ sales: number }>(
    sql`select count(*) as sales from sales where tenant_id = ${tenantId} and store_id = ${storeId}
      and event_id not in ${idsOf(check.elsewhere)}`,
  )
  const strangers = (above?.sales ?? 0) - atBoth
  if (strangers > 0) fault(`head office has ${strangers} sales that the store does not have`)
}

/** Sales of other lives of the store, as head office has them. */
export async function salesElsewhere({ hq, elsewhere }: Check): Promise<SaleFact[]> {
  if (elsewhere.size === 0) return []
  return readSales(hq, sql`event_id in ${idsOf(elsewhere)}`)
}

/** As a subquery of head office's, so that a long list is one value. */
export function idsOf(events: ReadonlySet<EventId>): SQL {
  return sql`(select value::uuid from json_array_elements_text(${JSON.stringify([...events])}::json))`
}

async function checkSeries(
  check: Check,
  series: Series,
  see: (sales: readonly SaleSeen[]) => Promise<void>,
): Promise<void> {
  const { store, hq, sha256, fault } = check
  if (series.highest !== series.lastNumber)
    fault(`the series ${series.id} is at ${series.lastNumber}, its last document at ${series.highest}`)
  let last = { hash: genesisOf(series, sha256), number: 0 }
  while (last.number < series.highest) {
    const upTo = last.number + PAGE
    const range = sql`series_id = ${series.id} and number > ${last.number} and number <= ${upTo}`
    const facts = await readSales(store, range)
    const above = new Map((await readSales(hq, range)).map((fact) => [fact.sale.id, fact]))
    const broken = verifyChain(facts, last, sha256)
    if (broken) fault(`the chain breaks at ${broken.documentNo}: ${broken.reason}`)
    const seen = facts.map((atStore) => ({ atStore, atHq: above.get(atStore.sale.id) }))
    for (const sale of seen) checkSale(check, sale)
    await see(seen)
    last = { number: upTo, hash: facts.at(-1)?.sale.hash ?? last.hash }
  }
  if (series.lastHash && hex(series.lastHash) !== last.hash)
    fault(`the series ${series.id} goes on from another hash than its last document's`)
}

function checkSale({ onTheWay, decided, sha256, fault }: Check, { atStore, atHq }: SaleSeen): void {
  const { documentNo, eventId, hash } = atStore.sale
  for (const { code, params } of checkSaleFact(atStore, sha256)) fault(`${code} ${JSON.stringify(params)}`)
  if (decided.has(eventId)) return
  if (!atHq) {
    if (!onTheWay.has(eventId)) fault(`head office does not have ${documentNo}`)
  } else if (canonicalSale(atHq) !== canonicalSale(atStore) || atHq.sale.hash !== hash) {
    fault(`head office has ${documentNo} with other values`)
  }
}

async function seriesOf(store: Books, storeId: StoreId): Promise<Series[]> {
  return await store.query<Series>(sql`
    select n.id, n.register_id as "registerId", n.last_number as "lastNumber", n.last_hash as "lastHash",
      coalesce((select max(s.number) from sales s where s.series_id = n.id), 0) as highest
    from number_series n where n.store_id = ${storeId} and n.document in ('sale', 'void') order by n.id`)
}
