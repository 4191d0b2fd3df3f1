import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BenchRow } from './row.ts'
import { BareBooks, readSaleRows } from './sales/bare-rows.ts'
import { percentile, type LoadResult } from './sales/load-client.ts'
import { load } from './sales/load-process.ts'
import { saleBodies, saleRequest, signIn } from './sales/requests.ts'
import { prepareShop } from './sales/shop.ts'
import { ServerProcess } from './server-process.ts'

const GROUP = 'sale over HTTP'
const GOALS = {
  1: { perSecond: 1_000, p99Ms: 3 },
  64: { perSecond: 5_000, p99Ms: 20 },
} as const
const BARE_SALES = 4_000

/**
 * Completes sales of five lines at a store server of its own, durable, and puts the rows of the same sales into a bare
 * SQLite file beside it: what the disk and the engine allow without any code.
 */
export async function benchSales(): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'pos-bench-'))
  try {
    const shop = await prepareShop(folder)
    const server = await ServerProcess.start('apps/store-server/src/server.ts', { POS_DATA: shop.storeFolder })
    const results = new Map<1 | 64, LoadResult>()
    try {
      const token = await signIn(server.url, shop)
      const requests = saleBodies(shop, 200).map((body) => saleRequest(body, token))
      for (const connections of [1, 64] as const) {
        const order = { port: server.port, connections, warmUpMs: 2_000, measureMs: 6_000, requests }
        results.set(connections, await load(order))
      }
    } finally {
      await server.stop()
    }
    const books = join(shop.storeFolder, 'ops.db')
    const rows = readSaleRows(books, BARE_SALES)
    const bare = { 1: bareRate(folder, books, rows, 1), 64: bareRate(folder, books, rows, 64) }
    return ([1, 64] as const).flatMap((connections) => rowsOf(connections, results.get(connections), bare[connections]))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function bareRate(folder: string, books: string, rows: ReturnType<typeof readSaleRows>, group: number): number {
  const bare = new BareBooks(join(folder, `bare-${group}.db`), books, rows)
  try {
    return bare.run(rows, group)
  } finally {
    bare.close()
  }
}

function rowsOf(connections: 1 | 64, result: LoadResult | undefined, bare: number): BenchRow[] {
  if (result === undefined) return []
  const goal = GOALS[connections]
  const value = (result.latencies.length * 1000) / result.measuredMs
  const p99 = percentile(result.latencies, 0.99)
  const refused = Object.entries(result.statuses).filter(([status]) => status !== '201')
  return [
    {
      group: GROUP,
      name: `complete, 5 lines, ${connections} at once`,
      value,
      unit: 'sales/s',
      ratio: value / bare,
      against: 'bare rows in SQLite',
      goal: `>= ${goal.perSecond}/s`,
      ok: value >= goal.perSecond && refused.length === 0,
      note: `bare: ${Math.round(bare)}/s, ${connections} a commit; answers ${JSON.stringify(result.statuses)}`,
    },
    {
      group: GROUP,
      name: `p50 and p99, ${connections} at once`,
      value: p99,
      unit: 'ms p99',
      goal: `< ${goal.p99Ms} ms`,
      ok: p99 < goal.p99Ms,
      note: `p50 ${percentile(result.latencies, 0.5).toFixed(2)} ms`,
    },
  ]
}
