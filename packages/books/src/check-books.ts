import { sql } from 'drizzle-orm'
import type { Books, BooksToCheck, Check } from './books.ts'
import { checkEvents } from './check-events.ts'
import { checkGoodsOf } from './check-movements.ts'
import { checkSales, salesElsewhere } from './check-sales.ts'
import { checkShifts, ShiftFold } from './check-shifts.ts'
import { checkStock } from './check-stock.ts'
import { checkValues } from './check-values.ts'
import { DayFold } from './day-fold.ts'

export type BooksReport = {
  readonly sales: number
  readonly lines: number
  /** Sum of all sales at the store, and of those head office has. */
  readonly totalMinor: number
  readonly totalAtHqMinor: number
  readonly zReports: number
  readonly events: number
  /** Events head office does not have yet, and is not to blame for. */
  readonly waiting: number
  /** Events head office has of other lives of this store: forgotten with a restore, or made by a copy. */
  readonly elsewhere: number
  /** Events that somebody at head office discarded or corrected; there the two may differ. */
  readonly decided: number
  /** Open flags at head office by code. A flag is a finding on an accepted sale and no fault of the books. */
  readonly flags: ReadonlyMap<string, number>
  /** One sentence for each thing that does not hold. */
  readonly faults: readonly string[]
}

/**
 * Checks the books of a store and what head office has of them, in one snapshot each, head office's taken first. Makes
 * every figure anew from the sales and compares: chains, numbers, Z reports, shift totals, stock, value accounts, events, day totals.
 */
export async function checkBooks(books: BooksToCheck): Promise<BooksReport> {
  const events = await checkEvents(books)
  const faults = [...events.faults]
  const { onTheWay, elsewhere, decided } = events
  const check: Check = { ...books, onTheWay, elsewhere, decided, fault: (sentence) => void faults.push(sentence) }
  const [shifts, days] = [new ShiftFold(), new DayFold()]
  const sums = { sales: 0, lines: 0, totalMinor: 0, totalAtHqMinor: 0 }
  await checkSales(check, async (seen) => {
    shifts.add(seen.map(({ atStore }) => atStore))
    for (const { atStore, atHq } of seen) {
      if (atHq) days.add(atHq)
      sums.sales += 1
      sums.lines += atStore.lines.length
      sums.totalMinor += atStore.sale.totalMinor
      sums.totalAtHqMinor += atHq?.sale.totalMinor ?? 0
    }
    await checkGoodsOf(check, seen)
  })
  for (const sale of await salesElsewhere(check)) days.add(sale)
  const { zReports } = await checkShifts(check, shifts)
  await checkStock(check)
  await checkValues(check)
  await days.check(check)
  const flags = await flagsAt(books.hq, books)
  return {
    ...sums,
    zReports,
    events: events.sent,
    waiting: onTheWay.size,
    elsewhere: elsewhere.size,
    decided: decided.size,
    flags,
    faults,
  }
}

async function flagsAt(hq: Books, { tenantId, storeId }: BooksToCheck): Promise<Map<string, number>> {
  const rows = await hq.query<{ code: string; count: number }>(sql`
    select code, count(*) as count from sale_flags
    where tenant_id = ${tenantId} and store_id = ${storeId} and state = 'open' group by code order by code`)
  return new Map(rows.map(({ code, count }) => [code, count]))
}
