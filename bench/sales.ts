import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BenchRow } from './row.ts'
import { bareIngest } from './sales/bare-postgres.ts'
import { BareBooks, readSaleRows, type BareRun } from './sales/bare-rows.ts'
import { pushToHeadOffice } from './sales/head-office-ingest.ts'
import { percentile } from './sales/load-client.ts'
import { load, type LoadResult } from './sales/load-process.ts'
import { isAllApplied, type Pushed } from './sales/push-batches.ts'
import { saleBodies, saleRequest, signIn } from './sales/requests.ts'
import { prepareShops, type Shop } from './sales/shop.ts'
import { pushFromTill } from './sales/till-pushes.ts'
import { ServerProcess } from './server-process.ts'

const GROUP = 'sale over HTTP'
const SYNCED = 'sales pushed in batches over HTTP'
const CONNECTIONS = [1, 64] as const
type Connections = (typeof CONNECTIONS)[number]
const GOALS = {
  1: { perSecond: 1_000, p99Ms: 3 },
  64: { perSecond: 5_000, p99Ms: 20 },
} as const
const HQ_PER_SECOND = 5_000
/** Sales in a commit of the bare rows. */
const HQ_GROUP = 128
const BARE_HQ = 'bare rows in PostgreSQL (limit)'
const WARM_UP_MS = 2_000
const MEASURE_MS = 6_000
const BARE_SALES = 4_000
const PUSHED_SALES = 20_000

/** A run of one load: what came back, and what the server spent on each sale. */
type Run = { readonly load: LoadResult; readonly cpuUs: number | undefined }
type Runs = Readonly<Record<Connections, Run>>

/**
 * Completes sales of five lines at a store server of its own, durable, and puts the rows of the same sales into a bare
 * SQLite file beside it: what the disk and the engine allow without any code. The same sales then come from a till in
 * batches, and go on to head office.
 */
export async function benchSales(): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'pos-bench-'))
  try {
    const [shop, second] = await prepareShops(folder)
    const { runs, fromTill } = await sell(shop)
    await fillOutbox(second)
    const toHeadOffice = await pushToHeadOffice([shop, second], PUSHED_SALES, MEASURE_MS)
    const bareHq = await bareIngest(shop.hqFolder, BARE_SALES, HQ_GROUP)
    const posts = await answerOnly(shop)
    const books = join(shop.storeFolder, 'ops.db')
    const rows = readSaleRows(books, BARE_SALES)
    return [
      ...CONNECTIONS.flatMap((connections) => {
        const bare = bareRun(folder, books, rows, connections)
        return [
          ...rateRows(connections, runs[connections], bare),
          costRow(connections, runs[connections], bare, posts[connections]),
          limitRow(connections, posts[connections]),
        ]
      }),
      pushRow('till to store: sales taken in by the store server', fromTill),
      {
        ...pushRow('two stores to head office: sales taken in', toHeadOffice),
        ...goalOf(toHeadOffice),
        ratio: toHeadOffice.perSecond / bareHq.perSecond,
        against: BARE_HQ,
      },
      {
        group: SYNCED,
        name: BARE_HQ,
        value: bareHq.perSecond,
        unit: 'sales/s',
        note: `${bareHq.rowsOfSale.toFixed(1)} rows a sale, ${HQ_GROUP} a commit, all their indexes, nothing else`,
      },
    ]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function sell(shop: Shop): Promise<{ readonly runs: Runs; readonly fromTill: Pushed }> {
  const server = await ServerProcess.start('apps/store-server/src/server.ts', { POS_DATA: shop.storeFolder })
  try {
    const token = await signIn(server.url, shop)
    const runs = await loadEach(server, shop, token)
    return { runs, fromTill: await pushFromTill(server.url, shop, PUSHED_SALES, MEASURE_MS) }
  } finally {
    await server.stop()
  }
}

/** Sells what the second store then has to tell. */
async function fillOutbox(shop: Shop): Promise<void> {
  const server = await ServerProcess.start('apps/store-server/src/server.ts', { POS_DATA: shop.storeFolder })
  try {
    const token = await signIn(server.url, shop)
    const requests = saleBodies(shop, 200).map((body) => saleRequest(body, token))
    await load({ port: server.port, connections: 64, warmUpMs: 0, measureMs: MEASURE_MS, requests })
  } finally {
    await server.stop()
  }
}

async function answerOnly(shop: Shop): Promise<Runs> {
  const server = await ServerProcess.start('bench/sales/bare-server.ts', {})
  try {
    return await loadEach(server, shop, 'nobody looks at it')
  } finally {
    await server.stop()
  }
}

async function loadEach(server: ServerProcess, shop: Shop, token: string): Promise<Runs> {
  const requests = saleBodies(shop, 200).map((body) => saleRequest(body, token))
  const run = async (connections: Connections): Promise<Run> => {
    const before = server.cpuUs()
    const order = { port: server.port, connections, warmUpMs: WARM_UP_MS, measureMs: MEASURE_MS, requests }
    const result = await load(order)
    const after = server.cpuUs()
    const answers = Object.values(result.statuses).reduce((sum, count) => sum + count, 0)
    return { load: result, cpuUs: before === undefined || after === undefined ? undefined : (after - before) / answers }
  }
  return { 1: await run(1), 64: await run(64) }
}

function bareRun(folder: string, books: string, rows: ReturnType<typeof readSaleRows>, group: number): BareRun {
  const bare = new BareBooks(join(folder, `bare-${group}.db`), books, rows)
  try {
    return bare.run(rows, group)
  } finally {
    bare.close()
  }
}

const rateOf = ({ latencies, measuredMs }: LoadResult) => (latencies.length * 1000) / measuredMs

function rateRows(connections: Connections, { load: result }: Run, bare: BareRun): BenchRow[] {
  const goal = GOALS[connections]
  const value = rateOf(result)
  const p99 = percentile(result.latencies, 0.99)
  const refused = Object.entries(result.statuses).filter(([status]) => status !== '201')
  return [
    {
      group: GROUP,
      name: `complete, 5 lines, ${connections} at once`,
      value,
      unit: 'sales/s',
      ratio: value / bare.perSecond,
      against: 'bare rows in SQLite',
      goal: `>= ${goal.perSecond}/s`,
      ok: value >= goal.perSecond && refused.length === 0,
      note: `bare: ${Math.round(bare.perSecond)}/s, ${connections} a commit; answers ${JSON.stringify(result.statuses)}`,
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

/** Where the time of a sale goes: its rows, its request and answer, and the rest, which is ours. */
function costRow(connections: Connections, { cpuUs = Number.NaN }: Run, bare: BareRun, post: Run): BenchRow {
  const rows = `bare rows ${Math.round(bare.cpuUs)} us and ${bare.frames.toFixed(1)} pages of log`
  const answer = post.cpuUs === undefined ? '' : `, bare request and answer ${Math.round(post.cpuUs)} us`
  return {
    group: GROUP,
    name: `processor time of a sale, ${connections} at once`,
    value: cpuUs,
    unit: 'us',
    note: `${rows}${answer}`,
  }
}

function limitRow(connections: Connections, { load: result }: Run): BenchRow {
  return {
    group: GROUP,
    name: `Fastify, same body and schema, no work, ${connections} at once`,
    value: rateOf(result),
    unit: 'answers/s',
    note: `p99 ${percentile(result.latencies, 0.99).toFixed(2)} ms`,
  }
}

function pushRow(name: string, { perSecond, verdicts }: Pushed): BenchRow {
  return { group: SYNCED, name, value: perSecond, unit: 'sales/s', note: `verdicts ${JSON.stringify(verdicts)}` }
}

function goalOf(pushed: Pushed): Pick<BenchRow, 'goal' | 'ok'> {
  return { goal: `>= ${HQ_PER_SECOND}/s`, ok: pushed.perSecond >= HQ_PER_SECOND && isAllApplied(pushed) }
}
