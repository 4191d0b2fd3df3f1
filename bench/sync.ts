import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BenchRow } from './row.ts'
import { percentile } from './sales/load-client.ts'
import { postJson } from './sales/requests.ts'
import { ServerProcess } from './server-process.ts'
import { openBigTill } from './sync/big-till.ts'
import { compareOnce } from './sync/comparison.ts'
import { measureFirstCopy, type FirstCopyResult } from './sync/first-copy.ts'
import { article, PRODUCTS } from './sync/goods.ts'
import { prepareBigCompany, type BigCompany } from './sync/head-office.ts'
import { runSearches, SEARCHES, searchTimes } from './sync/searches.ts'
import { pricesToTill, salesToHq, type Journey } from './sync/travel.ts'

const ROUNDS = 5
const TRIES = 200
const SEARCH_MS = 1_500
const SEARCHED = 1_000
const COUNT = PRODUCTS.toLocaleString('en')
const COPY = `an empty store takes ${COUNT} products from head office, two processes, loopback`
const BARE = 'bare download, JSON.parse and insert (limit)'
const LINK = 'head office, store server and till in three processes, loopback, HTTP, each commit flushed'
const SEARCH = `product search at the store over ${COUNT} products, HTTP, one connection`
const SERVER = `store server with ${COUNT} products`
const TILL = `till with ${COUNT} products`

/** Sync and a big catalogue: from an empty store to a search, over real servers in processes of their own. */
export async function benchSync(): Promise<BenchRow[]> {
  const folder = await mkdtemp(join(tmpdir(), 'pos-bench-sync-'))
  const stops: (() => Promise<unknown>)[] = [() => rm(folder, { recursive: true, force: true })]
  try {
    const company = await prepareBigCompany(join(folder, 'hq'), PRODUCTS)
    const hq = await ServerProcess.start('apps/hq-server/src/server.ts', { POS_DATA: company.hqFolder })
    stops.push(() => hq.stop())
    const storeFolder = join(folder, 'store')
    const copy = await takeFirstCopy(hq.url, storeFolder, company)
    const startedAt = performance.now()
    const store = await ServerProcess.start('apps/store-server/src/server.ts', {
      POS_DATA: storeFolder,
      POS_HQ_URL: hq.url,
    })
    stops.push(() => store.stop())
    const startMs = performance.now() - startedAt
    const place = { folder: join(folder, 'till'), storeUrl: store.url, enrolmentCode: copy.enrolmentCode }
    return [
      ...copyRows(copy),
      ...(await serverRows(store, company, startMs)),
      ...(await linkRows(hq.url, company, place)),
    ]
  } finally {
    for (const stop of stops.toReversed()) await stop()
  }
}

function takeFirstCopy(hqUrl: string, folder: string, company: BigCompany): Promise<FirstCopyResult> {
  const last = article(PRODUCTS - 1)
  const wanted = { barcode: last.barcode, priceMinor: last.priceMinor, words: last.name }
  return measureFirstCopy({ folder, hqUrl, token: company.token, rounds: ROUNDS, wanted, cashier: company.cashier })
}

function copyRows({ cold, rounds }: FirstCopyResult): BenchRow[] {
  const storeS = median(rounds.map((round) => round.store)) / 1000
  const ratio = median(rounds.map((round) => round.bare / round.store))
  const usable = 'priced, searchable, checked and flushed'
  return [
    row(COPY, BARE, median(rounds.map((round) => round.bare)) / 1000, 's', { note: 'unique index each, flushed once' }),
    {
      ...row(COPY, 'store, snapshot file warm at head office', storeS, 's', { note: usable }),
      ratio,
      against: BARE,
      goal: '< 1 s and >= 0.4 of the limit',
      ok: storeS < 1 && ratio >= 0.4,
    },
    row(COPY, 'store, head office makes the snapshot first', cold / 1000, 's', { note: usable }),
  ]
}

async function serverRows(store: ServerProcess, { manager }: BigCompany, startMs: number): Promise<BenchRow[]> {
  const memoryAtStart = store.memoryMb() ?? Number.NaN
  const token = String((await postJson(`${store.url}/api/v1/auth/login`, manager))['accessToken'])
  await searchTimes(store.url, token, SEARCHED)
  const memory = store.memoryMb() ?? Number.NaN
  const found: BenchRow[] = []
  for (const kind of SEARCHES) {
    const latencies = await runSearches(store.port, token, kind, SEARCH_MS)
    const p99 = percentile(latencies, 0.99)
    found.push(row(SEARCH, `${kind.name}, p50`, percentile(latencies, 0.5), 'ms'))
    found.push(row(SEARCH, `${kind.name}, p99`, p99, 'ms', { goal: '< 5 ms', ok: p99 < 5 }))
  }
  return [
    ...found,
    row(SERVER, 'process start to ready', startMs / 1000, 's', { goal: '< 1 s', ok: startMs < 1000 }),
    row(SERVER, 'memory after the start', memoryAtStart, 'MB', { goal: '< 200 MB', ok: memoryAtStart < 200 }),
    row(SERVER, `memory after ${SEARCHED} searches`, memory, 'MB', { goal: '< 200 MB', ok: memory < 200 }),
    ...(await comparisonRows(store, token)),
  ]
}

async function comparisonRows(store: ServerProcess, token: string): Promise<BenchRow[]> {
  const { tookMs, storeCpuUs = Number.NaN, searchMs } = await compareOnce(store, token)
  return [
    row(SERVER, 'comparison of everything with head office', tookMs / 1000, 's', {
      note: `processor time of the store ${(storeCpuUs / 1e6).toFixed(1)} s, ${searchMs.length} searches meanwhile included`,
    }),
    row(SERVER, 'search while the store compares, p99', percentile(searchMs, 0.99), 'ms'),
  ]
}

async function linkRows(
  hqUrl: string,
  company: BigCompany,
  place: Parameters<typeof openBigTill>[0],
): Promise<BenchRow[]> {
  const signIn = { tenant: company.slug, ...company.admin }
  const hqToken = String((await postJson(`${hqUrl}/api/v1/auth/login`, signIn))['accessToken'])
  const till = await openBigTill(place, company)
  const journey: Journey = { hqUrl, hqToken, company, till: till.till, tries: TRIES }
  const prices = await pricesToTill(journey)
  const sales = await salesToHq(journey)
  await till.stop()
  const goal = (took: Float64Array) => ({ goal: '< 100 ms', ok: percentile(took, 0.95) < 100 })
  return [
    row(LINK, 'price saved at head office to price at a till, p50', percentile(prices, 0.5), 'ms'),
    row(LINK, 'price saved at head office to price at a till, p95', percentile(prices, 0.95), 'ms', goal(prices)),
    row(LINK, 'sale at a till to the books of head office, p50', percentile(sales, 0.5), 'ms'),
    row(LINK, 'sale at a till to the books of head office, p95', percentile(sales, 0.95), 'ms', goal(sales)),
    row(TILL, 'first catalogue from the store', till.firstCopyMs / 1000, 's', { note: 'on disk and priced' }),
    row(TILL, 'start on its journal', (await till.reopen()) / 1000, 's'),
  ]
}

type Remark = { readonly goal?: string; readonly ok?: boolean; readonly note?: string }

function row(group: string, name: string, value: number, unit: string, remark: Remark = {}): BenchRow {
  return { group, name, value: Number(value.toPrecision(3)), unit, ...remark }
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}
