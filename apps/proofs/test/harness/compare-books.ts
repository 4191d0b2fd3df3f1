import { canonicalSale } from '@pos/domain'
import type { SaleFact } from '@pos/shared-types'
import type { Chain, Site } from './chain.ts'
import { dayFaults } from './days.ts'
import { eventFaults } from './events.ts'
import { readSales } from './facts.ts'
import { hqRows, storeRows } from './rows.ts'
import { saleFaults, seriesFaults } from './sale-faults.ts'
import { shiftFaults } from './shifts.ts'
import { stockFaults } from './stock.ts'
import type { TillBook } from './till-book.ts'

/** What somebody was told: from then on it must be so everywhere. */
export type Promised = { readonly id: string; readonly hash: string; readonly totalMinor: number }

export type Testimony = {
  /** Every sale a client was answered or a till completed, by store code. */
  readonly promised: ReadonlyMap<string, readonly Promised[]>
  /** The journals of the tills, by store code. */
  readonly tills?: ReadonlyMap<string, readonly TillBook[]> | undefined
}

export type Verdict = { readonly sales: number; readonly faults: readonly string[] }

/**
 * Compares the books of a chain at rest, read from outside: every promised sale is there exactly once at its till, its
 * store and head office with the same values, hash and bytes; numbers are dense and chained; payments, stock, shift and
 * day totals are what the sales make them. A store may hold sales nobody was answered (the answer was lost), never less.
 */
export async function compareBooks(chain: Chain, testimony: Testimony): Promise<Verdict> {
  const hq = await hqRows(chain.database.superuserUrl)
  try {
    const faults: string[] = []
    let sales = 0
    for (const site of chain.sites) {
      const found = await compareStore(chain, site, testimony, hq)
      sales += found.sales
      faults.push(...found.faults.map((fault) => `${site.plan.code}: ${fault}`))
    }
    return { sales, faults }
  } finally {
    await hq.close()
  }
}

async function compareStore(
  chain: Chain,
  site: Site,
  { promised, tills }: Testimony,
  hq: Awaited<ReturnType<typeof hqRows>>,
): Promise<Verdict> {
  const { id, code } = site.plan
  const store = storeRows(site.folder)
  try {
    const books = tills?.get(code) ?? []
    const [atStore, atHq] = [await readSales(store, id), await readSales(hq, id)]
    const faults = [
      ...promiseFaults(promised.get(code) ?? [], atStore, 'the store'),
      ...promiseFaults(promised.get(code) ?? [], atHq, 'head office'),
      ...differences(atStore, atHq),
      ...saleFaults(atStore),
      ...seriesFaults(atStore),
      ...seriesFaults(atHq),
      ...(await eventFaults(store, hq, chain.company.tenantId, id, books)),
      ...(await stockFaults(store, hq, id, atStore)),
      ...(await shiftFaults(store, hq, id, atStore)),
      ...(await dayFaults(hq, id, atHq)),
    ]
    return { sales: atStore.size, faults }
  } finally {
    await store.close()
  }
}

type Sales = ReadonlyMap<string, SaleFact>

function promiseFaults(promised: readonly Promised[], there: Sales, where: string): string[] {
  const twice = promised.length - new Set(promised.map(({ id }) => id)).size
  const faults = twice > 0 ? [`${twice} sales were promised twice`] : []
  for (const { id, hash, totalMinor } of promised) {
    const sale = there.get(id)?.sale
    if (!sale) faults.push(`${where} does not have the promised sale ${id}`)
    else if (sale.hash !== hash || sale.totalMinor !== totalMinor)
      faults.push(`${where} has another sale ${id} than was promised`)
  }
  return faults
}

function differences(atStore: Sales, atHq: Sales): string[] {
  const faults: string[] = []
  for (const [id, fact] of atStore) {
    const other = atHq.get(id)
    if (!other) faults.push(`head office does not have ${fact.sale.documentNo}`)
    else if (canonicalSale(other) !== canonicalSale(fact) || other.sale.hash !== fact.sale.hash)
      faults.push(`head office has ${fact.sale.documentNo} with other values`)
  }
  for (const [id, { sale }] of atHq) if (!atStore.has(id)) faults.push(`only head office has ${sale.documentNo}`)
  return faults
}
