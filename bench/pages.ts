import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { openChromium, TillScreen } from '@pos/testing'
import { WATCH_PAINT } from './pages/painted-lines.ts'
import type { BenchRow } from './row.ts'
import { percentile } from './sales/load-client.ts'
import { ServerProcess } from './server-process.ts'
import { measureFirstCopy } from './sync/first-copy.ts'
import { article, PRODUCTS } from './sync/goods.ts'
import { prepareBigCompany, type BigCompany } from './sync/head-office.ts'

const SALES = 30
const LINES = 20
const WARM_UP_SALES = 3
/** Between two codes: several times the pace of a fast cashier. */
const SCAN_EVERY_MS = 100
const STARTS = 7
/** The processor of a cheap till beside that of a machine one builds on. */
const SLOWER = 4
const GROUP = `till in Chromium with ${PRODUCTS.toLocaleString('en')} products`

type Browser = Awaited<ReturnType<typeof openChromium>>
type Start = { readonly signInMs: number; readonly goodsMs: number }
type Took = { readonly lines: readonly number[]; readonly sales: readonly number[] }

/** The till as a cashier sees it: real pages in a real browser, served by a store server in a process of its own. */
export async function benchPages(): Promise<BenchRow[]> {
  const folder = await mkdtemp(join(tmpdir(), 'pos-bench-pages-'))
  const stops: (() => Promise<unknown>)[] = [() => rm(folder, { recursive: true, force: true })]
  try {
    const company = await prepareBigCompany(join(folder, 'hq'), PRODUCTS)
    const { store, enrolmentCode } = await openStore(folder, company, stops)
    const profile = join(folder, 'browser')
    const browser = await openChromium(profile)
    const catalogueS = await enrol(browser, store.url, enrolmentCode)
    const till = await openTill(browser, company)
    const atPace = await sell(till, SCAN_EVERY_MS)
    const atOnce = await sell(till, 0)
    await browser.close()
    await store.stop()
    const starts = await startAlone(profile, store.url)
    const slowStarts = await startAlone(profile, store.url, SLOWER)
    return [...sellRows(atPace, atOnce), ...startRows(starts), slowStartRow(slowStarts), catalogueRow(catalogueS)]
  } finally {
    for (const stop of stops.toReversed()) await stop()
  }
}

async function openStore(folder: string, company: BigCompany, stops: (() => Promise<unknown>)[]) {
  const hq = await ServerProcess.start('apps/hq-server/src/server.ts', { POS_DATA: company.hqFolder })
  stops.push(() => hq.stop())
  const { barcode, priceMinor, name } = article(PRODUCTS - 1)
  const storeFolder = join(folder, 'store')
  const { enrolmentCode } = await measureFirstCopy({
    folder: storeFolder,
    hqUrl: hq.url,
    token: company.token,
    rounds: 0,
    wanted: { barcode, priceMinor, words: name },
    cashier: company.cashier,
  })
  const env = { POS_DATA: storeFolder, POS_HQ_URL: hq.url }
  const store = await ServerProcess.start('apps/store-server/src/server.ts', env)
  stops.push(() => store.stop())
  return { store, enrolmentCode }
}

/** @returns seconds from the code to a till that knows all products */
async function enrol(browser: Browser, url: string, code: string): Promise<number> {
  await browser.addInitScript(WATCH_PAINT)
  const startedAt = performance.now()
  const till = new TillScreen(await browser.newPage(), 'en')
  await till.enrol(url, code, 'Till 1')
  return (performance.now() - startedAt) / 1000
}

async function openTill(browser: Browser, { cashier }: BigCompany): Promise<TillScreen> {
  const [page] = browser.pages().slice(-1)
  if (page === undefined) throw new Error('the browser has no page')
  const till = new TillScreen(page, 'en')
  await till.signIn(cashier.name, cashier.pin)
  await till.openShift('100')
  return till
}

/** Rings up sales, a code every `everyMs`, or as soon as the line before stands in the cart when that took longer. */
async function sell(till: TillScreen, everyMs: number): Promise<Took> {
  await till.page.evaluate('took.lines.length = took.sales.length = 0')
  for (let sale = 0; sale < SALES + WARM_UP_SALES; sale += 1) {
    for (let line = 0; line < LINES; line += 1) {
      const next = sleep(everyMs)
      await till.scan(article((sale * 3571 + line * 7919) % PRODUCTS).barcode)
      await till.page.locator('[data-line]').nth(line).waitFor()
      await next
    }
    await till.payExactCash()
    await till.nextSale()
  }
  const { lines, sales } = await till.page.evaluate<Took>('globalThis.took')
  if (lines.length !== (SALES + WARM_UP_SALES) * LINES || sales.length !== SALES + WARM_UP_SALES)
    throw new Error(`${lines.length} lines and ${sales.length} sales were painted`)
  return { lines: lines.slice(WARM_UP_SALES * LINES), sales: sales.slice(WARM_UP_SALES) }
}

/** Runs in the page, whose policy lets Playwright wait for no function of its own there. */
const GOODS_READ = `new Promise((read) => {
  const look = (entries) => {
    const [mark] = entries.getEntriesByName('till goods read')
    if (mark) read(mark.startTime)
  }
  new PerformanceObserver(look).observe({ type: 'mark', buffered: true })
})`

/** Opens the till with no server at all, `STARTS` times. In ms from the navigation: to the sign-in, to all goods read. */
async function startAlone(profile: string, url: string, slower = 1): Promise<Start[]> {
  const starts: Start[] = []
  for (let start = 0; start < STARTS; start += 1) {
    const browser = await openChromium(profile)
    const page = await browser.newPage()
    const devTools = await browser.newCDPSession(page)
    await devTools.send('Emulation.setCPUThrottlingRate', { rate: slower })
    await page.goto(`${url}/till`)
    await page.getByRole('radiogroup').first().waitFor()
    const signInMs = await page.evaluate<number>('performance.now()')
    starts.push({ signInMs, goodsMs: await page.evaluate<number>(GOODS_READ) })
    await browser.close()
  }
  return starts
}

function sellRows(atPace: Took, atOnce: Took): BenchRow[] {
  const scans = Float64Array.from(atPace.lines)
  const hurried = Float64Array.from(atOnce.lines)
  const pays = Float64Array.from(atPace.sales)
  const p99 = percentile(scans, 0.99)
  return [
    row('scan to painted line, p50', percentile(scans, 0.5), {
      note: `${scans.length} scans, one every ${SCAN_EVERY_MS} ms`,
    }),
    { ...row('scan to painted line, p99', p99), goal: '< 50 ms', ok: p99 < 50 },
    row('the same without a pause between scans, p99', percentile(hurried, 0.99), {
      note: `p50 ${percentile(hurried, 0.5).toFixed(1)} ms; what one late frame holds up are up to nine scans`,
    }),
    row('Enter to kept sale and painted change, p50', percentile(pays, 0.5), { note: `${pays.length} sales` }),
    row('Enter to kept sale and painted change, p95', percentile(pays, 0.95)),
  ]
}

function startRows(starts: readonly Start[]): BenchRow[] {
  const ms = median(starts.map(({ signInMs }) => signInMs))
  const each = starts.map(({ signInMs }) => Math.round(signInMs)).join(', ')
  const note = `browser just started, no server at all; ${each}`
  return [
    { ...row('start from its cache to the sign-in, median', ms, { note }), goal: '< 1500 ms', ok: ms < 1500 },
    row('start until every product can be scanned, median', median(starts.map(({ goodsMs }) => goodsMs))),
  ]
}

function slowStartRow(starts: readonly Start[]): BenchRow {
  const goodsMs = Math.round(median(starts.map(({ goodsMs: each }) => each)))
  const note = `median; until every product can be scanned ${goodsMs} ms`
  return row(`the same to the sign-in, processor ${SLOWER} times slower`, median(starts.map((each) => each.signInMs)), {
    note,
  })
}

const median = (values: readonly number[]): number => percentile(Float64Array.from(values), 0.5)

function catalogueRow(seconds: number): BenchRow {
  return { group: GROUP, name: 'enrolment with its first catalogue', value: seconds, unit: 's' }
}

function row(name: string, value: number, remark: { readonly note?: string } = {}): BenchRow {
  return { group: GROUP, name, value, unit: 'ms', ...remark }
}
