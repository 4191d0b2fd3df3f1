import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startProcesses, type Chain, type Site } from '../test/harness/chain.ts'
import { compareBooks } from '../test/harness/compare-books.ts'
import { openDesk } from '../test/harness/desk.ts'
import { randomSale, whole } from '../test/harness/random-cart.ts'
import { seededRandom } from '../test/harness/random.ts'
import { isLong, printedSeed } from '../test/harness/seed.ts'
import type { ServerProcess } from '../test/harness/server-process.ts'
import { settled } from '../test/harness/settled.ts'
import { Shopper } from '../test/harness/shopper.ts'
import { TillChild } from '../test/harness/till-child.ts'
import { enrolmentCode } from '../test/harness/tills.ts'
import { until } from '../test/harness/until.ts'

const KILLS = isLong ? 20 : 3
const seed = printedSeed('kills')
const random = seededRandom(seed)

let chain: Chain<ServerProcess, ServerProcess>
let site: Site<ServerProcess>

beforeAll(async () => {
  chain = await startProcesses()
  const [first] = chain.sites
  if (!first) throw new Error('a chain has a store')
  site = first
}, 60_000)
afterAll(async () => {
  await chain.close()
})

const victims = ['the store server', 'the till', 'head office'] as const

async function newTill(): Promise<TillChild> {
  const { company, folder } = chain
  return new TillChild({
    folder: `${folder}/till`,
    baseUrl: site.url,
    code: await enrolmentCode(site, 1),
    registerId: site.plan.registerIds[1] ?? '',
    cashierId: site.plan.cashier.id,
    cashId: company.cashId,
    discountReasonId: company.discountReasonId,
    products: company.products,
    seed,
    pauseMs: 30,
  })
}

test(
  `every answered sale is there once after ${KILLS} kills of each process`,
  async () => {
    const desk = await openDesk(site)
    const till = await newTill()
    const shoppers = [1, 2, 3].map(
      () => new Shopper(site.url, desk.token, () => randomSale(chain.company, desk.registerId, random)),
    )
    till.start()
    for (const shopper of shoppers) shopper.start(60)
    await until('the till sells', () => till.promised.length > 0)

    const toKill = victims.flatMap((victim) => Array.from({ length: KILLS }, () => victim))
    while (toKill.length > 0) {
      const [victim] = toKill.splice(whole(random, 0, toKill.length - 1), 1)
      await sleep(whole(random, 50, 600))
      const process = victim === 'the store server' ? site.server : victim === 'head office' ? chain.hq : till
      await process.kill()
      await sleep(whole(random, 0, 300))
      await process.start()
    }
    await sleep(500)

    await Promise.all(shoppers.map((shopper) => shopper.finish()))
    await till.finish()
    await settled(chain)

    const { code } = site.plan
    const bought = shoppers.flatMap(({ promised }) => promised)
    const promised = new Map([[code, [...bought, ...till.promised]]])
    const verdict = await compareBooks(chain, { promised, tills: new Map([[code, [await till.book()]]]) })
    const lost = shoppers.reduce((sum, shopper) => sum + shopper.lost, 0)
    console.log(`${verdict.sales} sales, ${till.promised.length} by the till, ${lost} requests repeated`)
    expect(verdict.faults).toEqual([])
    expect(shoppers.flatMap(({ refused }) => refused)).toEqual([])
    expect(verdict.sales).toBeGreaterThanOrEqual(bought.length + till.promised.length)
    expect(lost).toBeGreaterThan(0)
  },
  isLong ? 1_800_000 : 420_000,
)
