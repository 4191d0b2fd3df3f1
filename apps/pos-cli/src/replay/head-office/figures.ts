import { parseDocumentNo } from '@pos/domain'
import { getSale, listSales, runReport, type BusinessDate } from '@pos/shared-types'
import { allPages } from '../api/all-pages.ts'
import { inParallel } from '../api/in-parallel.ts'
import type { ServerClient } from '../api/server-client.ts'
import type { ReplayPlace } from './place.ts'

/** What head office has of a day, by its documents. */
export type Documents = { count: number; totalMinor: number; lines: number; linesMinor: number }

/** What head office says about the days of the file. */
export type Figures = {
  /** Total of the store in the report, by day. */
  readonly report: ReadonlyMap<BusinessDate, number>
  /** The replay's own register, by day. */
  readonly own: ReadonlyMap<BusinessDate, Documents>
  /** Totals of the store's other registers, by day. */
  readonly others: ReadonlyMap<BusinessDate, number>
  /** How often each invoice number stands on a document of the register. */
  readonly invoices: ReadonlyMap<string, number>
  /** Documents by kind, and flags by who raised them and their code. */
  readonly kinds: ReadonlyMap<string, number>
  readonly flags: ReadonlyMap<string, number>
}

export type Period = { readonly from: BusinessDate; readonly to: BusinessDate }

const AT_ONCE = 8

/** Reads the report and every document of the days from head office's API. */
export async function readFigures(
  hq: ServerClient,
  place: ReplayPlace,
  period: Period,
  onDocument: () => void,
): Promise<Figures> {
  const own = new Map<BusinessDate, Documents>()
  const others = new Map<BusinessDate, number>()
  const [kinds, flags, invoices] = [new Map<string, number>(), new Map<string, number>(), new Map<string, number>()]
  const ids: string[] = []
  const query = { ...period, storeId: place.store.id }
  for await (const sale of allPages((page) => hq.call(listSales, { query: { ...page, ...query } }))) {
    if (parseDocumentNo(sale.documentNo)?.registerCode === place.register.code) ids.push(sale.id)
    else others.set(sale.businessOn, (others.get(sale.businessOn) ?? 0) + sale.totalMinor)
  }
  await inParallel(ids, AT_ONCE, async (id) => {
    const { sale, lines, flags: raised } = await hq.call(getSale, { params: { id } })
    addDocument(own, sale.businessOn, sale.totalMinor, lines)
    increase(invoices, sale.note ?? '')
    increase(kinds, sale.kind)
    for (const flag of raised) increase(flags, `${flag.code} (${flag.raisedBy})`)
    onDocument()
  })
  return { report: await readReport(hq, place, period), own, others, invoices, kinds, flags }
}

async function readReport(hq: ServerClient, place: ReplayPlace, period: Period): Promise<Map<BusinessDate, number>> {
  const { rows } = await hq.call(runReport, {
    params: { code: 'sales-by-day' },
    body: { ...period, storeIds: [place.store.id] },
  })
  return new Map(rows.map((row) => [String(row['business_on']), Number(row['total_minor'])]))
}

function addDocument(
  days: Map<BusinessDate, Documents>,
  day: BusinessDate,
  totalMinor: number,
  lines: readonly { readonly totalMinor: number }[],
): void {
  const before = days.get(day) ?? { count: 0, totalMinor: 0, lines: 0, linesMinor: 0 }
  days.set(day, {
    count: before.count + 1,
    totalMinor: before.totalMinor + totalMinor,
    lines: before.lines + lines.length,
    linesMinor: before.linesMinor + lines.reduce((sum, line) => sum + line.totalMinor, 0),
  })
}

function increase(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}
