import { setTimeout as sleep } from 'node:timers/promises'
import { pushEvents, type PushBatch, type PushReply } from '@pos/shared-types'
import { createFaultProxy, type FaultProxy, type Faults } from '@pos/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ask } from '../test/harness/ask.ts'
import { storeSigner } from '../test/harness/callers.ts'
import { startChain, type Chain, type Site } from '../test/harness/chain.ts'
import { compareBooks, type Promised } from '../test/harness/compare-books.ts'
import { openDesk } from '../test/harness/desk.ts'
import type { HqHere } from '../test/harness/hq-here.ts'
import { randomLines, randomSale, whole } from '../test/harness/random-cart.ts'
import { seededRandom } from '../test/harness/random.ts'
import { ring } from '../test/harness/ring.ts'
import { hqRows, storeRows } from '../test/harness/rows.ts'
import { isLong, printedSeed } from '../test/harness/seed.ts'
import { settled } from '../test/harness/settled.ts'
import { Shopper } from '../test/harness/shopper.ts'
import { changedTables, digestHq } from '../test/harness/snapshot.ts'
import type { StoreHere } from '../test/harness/store-here.ts'
import { tillBook } from '../test/harness/till-book.ts'
import { openTill, type TillHere } from '../test/harness/tills.ts'

const random = seededRandom(printedSeed('cuts'))
const ROUNDS = isLong ? 20 : 5

let chain: Chain<HqHere, StoreHere>
const promised = new Map<string, Promised[]>()
const tills = new Map<string, TillHere[]>()
/** From the tills to their stores and from the stores to head office. */
const lines: FaultProxy[] = []

beforeAll(async () => {
  chain = await startChain({ stores: 2, hasLine: true })
  for (const site of chain.sites) {
    promised.set(site.plan.code, [])
    const toTill = await createFaultProxy({ target: site.url, seed: lines.length + 1 })
    lines.push(toTill, ...(site.line ? [site.line] : []))
    tills.set(site.plan.code, [await openTill(site, 1, toTill.url)])
  }
}, 60_000)
afterAll(async () => {
  for (const { till } of [...tills.values()].flat()) await till.stop()
  for (const line of lines) await line.close()
  await chain.close()
})

const GOOD: Faults = { drop: 0, dropReply: 0, duplicate: 0, cutRequest: 0, cutReply: 0, delayMs: 0 }
const BAD: readonly Partial<Faults>[] = [
  { drop: 0.4 },
  { dropReply: 0.5 },
  { duplicate: 0.7 },
  { cutRequest: 0.4 },
  { cutReply: 0.4 },
  { delayMs: 150 },
  { drop: 0.15, dropReply: 0.15, duplicate: 0.3, cutRequest: 0.15, cutReply: 0.15, delayMs: 40 },
]

/** Makes a line bad in one way after another, now and then not there at all. */
async function misuse(line: FaultProxy): Promise<void> {
  for (let round = 0; round < ROUNDS; round += 1) {
    if (random() < 0.3) {
      await line.cut()
      await sleep(whole(random, 20, 300))
      await line.heal()
    }
    line.set({ ...GOOD, ...BAD[whole(random, 0, BAD.length - 1)] })
    await sleep(whole(random, 300, 1200))
  }
  await line.heal()
}

async function books() {
  const journals = [...tills].map(async ([code, here]) => {
    return [code, await Promise.all(here.map(({ storage }) => tillBook(storage)))] as const
  })
  return compareBooks(chain, { promised, tills: new Map(await Promise.all(journals)) })
}

test(
  'whatever happens to the lines, the books agree once they are healed',
  async () => {
    const { company } = chain
    let isSelling = true
    const sellers = chain.sites.map(async (site) => {
      const [here] = tills.get(site.plan.code) ?? []
      while (isSelling && here) {
        const { sale } = await ring(here.till, company.cashId, randomLines(company, random))
        promised.get(site.plan.code)?.push({ id: sale.id, hash: sale.hash, totalMinor: sale.totalMinor })
        await sleep(random() * 30)
      }
    })
    const desks = await Promise.all(chain.sites.map((site) => openDesk(site)))
    const shoppers = chain.sites.map((site, index) => {
      const { token = '', registerId = '' } = desks[index] ?? {}
      return new Shopper(site.url, token, () => randomSale(company, registerId, random))
    })
    for (const shopper of shoppers) shopper.start(20)
    await Promise.all(lines.map(misuse))
    isSelling = false
    await Promise.all([...sellers, ...shoppers.map((shopper) => shopper.finish())])
    for (const [index, { plan }] of chain.sites.entries()) {
      promised.get(plan.code)?.push(...(shoppers[index]?.promised ?? []))
    }
    const faults = lines.reduce((sum, { counts }) => sum + counts.faults, 0)
    await settled(
      chain,
      [...tills.values()].flat().map(({ till }) => till),
    )
    const verdict = await books()
    console.log(`${verdict.sales} sales over lines with ${faults} faults`)
    expect(verdict).toEqual({ sales: [...promised.values()].flat().length, faults: [] })
    expect(faults).toBeGreaterThan(0)
  },
  isLong ? 300_000 : 90_000,
)

test('a push that is repeated, turned round, mixed with another or interrupted changes nothing', async () => {
  const [site] = chain.sites
  if (!site) throw new Error('a chain has a store')
  const hq = await hqRows(chain.database.superuserUrl)
  const signer = storeSigner(site)
  const events = await sentEvents(site)
  const before = await digestHq(hq)
  const lineage = String(site.server.store.identity?.lineage)
  const push = async (some: PushBatch['events'], signal?: AbortSignal) => {
    const body: PushBatch = { lineage, events: some }
    return ask(chain.hq.url, pushEvents, { signer, body, ...(signal && { signal }) })
  }
  const verdictsOf = async (some: PushBatch['events']) => {
    const answer = await push(some)
    return (answer.json() as PushReply).verdicts.map(({ verdict }) => verdict)
  }
  const known = (verdicts: readonly string[]) => expect(new Set(verdicts)).toEqual(new Set(['duplicate']))

  known(await verdictsOf(events))
  known(await verdictsOf(events.toReversed()))
  known(await verdictsOf([...events, ...events].slice(0, 100)))
  known(await verdictsOf(events.toSorted(() => random() - 0.5).slice(0, 10)))
  const at = AbortSignal.timeout(3)
  await push(events, at).catch(() => undefined)
  known(await verdictsOf(events.slice(-5)))
  expect(changedTables(before, await digestHq(hq))).toEqual([])
  await hq.close()
})

async function sentEvents({ folder }: Site): Promise<PushBatch['events']> {
  const rows = storeRows(folder)
  const found = await rows.all(`select seq, event_id as eventId, aggregate_type as aggregateType,
    aggregate_id as aggregateId, aggregate_seq as aggregateSeq, type, schema, payload, sha256, hlc,
    wall_time as wallTime, catalogue_version as catalogueVersion from outbox order by seq limit 50`)
  await rows.close()
  return found.map(
    (row) =>
      ({ ...row, payload: Buffer.from(String(row['payload']), 'hex').toString('utf8') }) as PushBatch['events'][number],
  )
}
