import { endDrill, listDrills, startDrill, type DrillLink, type DrillRow } from '@pos/shared-types'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ask, call } from '../test/harness/ask.ts'
import { signIn, startChain, type Chain, type Site } from '../test/harness/chain.ts'
import type { HqHere } from '../test/harness/hq-here.ts'
import { randomLines } from '../test/harness/random-cart.ts'
import { seededRandom } from '../test/harness/random.ts'
import { ring } from '../test/harness/ring.ts'
import { hqRows } from '../test/harness/rows.ts'
import { settled } from '../test/harness/settled.ts'
import type { StoreHere } from '../test/harness/store-here.ts'
import { openTill, type TillHere } from '../test/harness/tills.ts'
import { until } from '../test/harness/until.ts'

const random = seededRandom(7)
const LIMIT = { limitMs: 90_000, everyMs: 100 }

let chain: Chain<HqHere, StoreHere>
let site: Site<StoreHere>
let here: TillHere
beforeAll(async () => {
  chain = await startChain({ products: 5 })
  ;[site] = chain.sites as [Site<StoreHere>]
  here = await openTill(site, 1)
  await settled(chain, [here.till])
}, 60_000)
afterAll(async () => {
  await here?.till.stop()
  await chain?.close()
})

/** What the till's page asks now and then for its lamps. */
async function lamps() {
  await here.till.look()
  return here.till.status()
}
const manager = () => signIn(site, site.plan.manager.username)
const sell = () => ring(here.till, chain.company.cashId, randomLines(chain.company, random))
const drills = async () => call(site.url, listDrills, { token: await manager(), query: {} })
const newest = async () => (await drills()).items[0] as DrillRow
const start = async (link: DrillLink) =>
  call(site.url, startDrill, { token: await manager(), body: { link, minutes: 5 } })
const end = async (id: string) => call(site.url, endDrill, { token: await manager(), params: { id } })
const reported = () => until('the drill has its report', async () => (await newest()).findings !== null, LIMIT)

async function atHq(ids: readonly string[]): Promise<number> {
  const rows = await hqRows(chain.database.superuserUrl)
  const found = await rows.all(`select id from sales where id in (${ids.map((id) => `'${id}'`).join(', ')})`)
  await rows.close()
  return found.length
}

/** The reports as they are read at head office. */
async function reports(): Promise<DrillRow[]> {
  const token = chain.company.adminToken
  return (await call(chain.hq.url, listDrills, { token, query: {} })).items
}

test('the line to head office is cut, the till sells on, and afterwards each sale is there once and the report says so', async () => {
  const { id } = await start('hq')
  await until('the lamp shows it', async () => (await lamps()).up?.isReached === false, LIMIT)
  const again = { token: await manager(), body: { link: 'hq', minutes: 1 }, key: 'again' }
  expect((await ask(site.url, startDrill, again)).json()).toMatchObject({ code: 'DRILL_RUNNING' })
  expect(site.server.store.upLink?.answersSince()).toBeNull()
  const sales = [await sell(), await sell(), await sell()]
  const ids = sales.map(({ sale }) => sale.id)
  await until('the store has what the till sold', async () => (await drills()).live?.sales.count === 3, LIMIT)
  expect(await atHq(ids)).toBe(0)
  await until('the store has noted that it hears the till', async () => (await drills()).live?.tillsHeard === 1, LIMIT)
  expect((await drills()).live).toMatchObject({ isHqReached: false, tills: 1 })
  expect(await end(id)).toMatchObject({ endedBy: 'person' })
  await reported()
  await settled(chain, [here.till])
  expect(await atHq(ids)).toBe(3)

  const { findings } = await newest()
  const total = sales.reduce((sum, { sale }) => sum + sale.totalMinor, 0)
  expect(findings).toMatchObject({
    sales: {
      count: 3,
      totals: [{ totalMinor: total }],
      registers: [{ registerId: site.plan.registerIds[1], count: 3 }],
    },
    stillWaiting: 0,
    tillsMissing: 0,
    caughtUpMs: expect.any(Number),
  })
  expect(findings?.mostWaiting).toBeGreaterThanOrEqual(3)
  expect(await reports()).toMatchObject([{ id, storeId: site.plan.id, link: 'hq', findings: { sales: { count: 3 } } }])
  await until('head office answers again', async () => site.server.store.upLink?.answersSince() !== null)
  await until('the lamp is green again', async () => (await lamps()).up?.isReached, LIMIT)
}, 120_000)

test('the tills are cut off, sell into their journals, and hand it over when the drill is ended', async () => {
  const { id } = await start('store')
  await until('the till misses its store', async () => !(await lamps()).isStoreReached, LIMIT)
  const sales = [await sell(), await sell()]
  expect((await drills()).live).toMatchObject({ sales: { count: 0 }, tillsHeard: 0 })
  await until('it was refused', async () => (await drills()).live?.refused.length, LIMIT)
  await end(id)
  await reported()
  await settled(chain, [here.till])
  expect(await atHq(sales.map(({ sale }) => sale.id))).toBe(2)
  const { findings } = await newest()
  expect(findings).toMatchObject({ sales: { count: 2 }, tillsMissing: 0, refused: [{ code: 'DRILL_LINE_CUT' }] })
  expect(findings?.mostAtTills).toBeGreaterThanOrEqual(2)
}, 120_000)

test('a server that stops in the middle of a drill ends it when it starts, and nothing is lost', async () => {
  await start('both')
  const { sale } = await sell()
  await site.server.stop()
  await site.server.start()
  expect(site.server.store.lines).toMatchObject({ isHqCut: false, areTillsCut: false })
  expect(await newest()).toMatchObject({ endedBy: 'restart' })
  await reported()
  await settled(chain, [here.till])
  expect(await atHq([sale.id])).toBe(1)
  expect((await reports()).map(({ endedBy }) => endedBy)).toEqual(['restart', 'person', 'person'])
}, 120_000)
