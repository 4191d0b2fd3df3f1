import { setTimeout as sleep } from 'node:timers/promises'
import { sequentialIds, testHqDatabase, TEST_STORE, TEST_TENANT, type TestHqDatabase } from '@pos/testing'
import { servePull, type Cursor } from '@pos/sync-engine'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addCatalogue, addProduct, atHq } from '../../test/support/hq-catalogue.ts'
import { hqFeed } from './hq-feed.ts'

const RUN_MS = process.env.POS_LONG === '1' ? 60_000 : 5_000
const WRITERS = 16
const POLL_MS = 2

/** How changes get their numbers, and how a reader asks for those above a number. */
type Scheme = {
  /** Commits one change that carries `mark`, after some work inside its transaction. */
  readonly change: (mark: string, writer: number) => Promise<unknown>
  /** Marks above the last number read. */
  readonly read: () => Promise<readonly string[]>
}

const ids = sequentialIds(0x33)
const work = () => sleep(Math.random() * 6)

/** Writers change prices while a reader follows: which changes did it never see? */
async function missedBy(scheme: Scheme): Promise<{ readonly changes: number; readonly missed: number }> {
  const made = new Set<string>()
  const seen = new Set<string>()
  const end = performance.now() + RUN_MS
  const isRunning = () => performance.now() < end
  const writers = Array.from({ length: WRITERS }, async (_, writer) => {
    while (isRunning()) {
      const mark = ids.next()
      await scheme.change(mark, writer)
      made.add(mark)
    }
  })
  const writing = Promise.all(writers)
  const reading = (async () => {
    for (; isRunning(); await sleep(POLL_MS)) for (const mark of await scheme.read()) seen.add(mark)
  })()
  await Promise.all([writing, reading])
  for (const mark of await scheme.read()) seen.add(mark)
  return { changes: made.size, missed: [...made].filter((mark) => !seen.has(mark)).length }
}

let hq: TestHqDatabase
let prices: string[]

beforeAll(async () => {
  hq = await testHqDatabase({ maxConnections: WRITERS + 4 })
  const { unitOfWork } = hq.database
  const small = await addCatalogue(unitOfWork)
  const products = await unitOfWork.write(atHq(), 'seed', async ({ tx }) => {
    const added = []
    for (let count = 0; count < WRITERS; count += 1) added.push(await addProduct(tx, small, `Product ${count}`))
    return added
  })
  prices = products.map((product) => product.priceId)
})
afterAll(() => hq.remove())

test(
  '[SE33] sixteen writers change prices while a store pulls: it misses none, and the versions are dense',
  async () => {
    const { unitOfWork } = hq.database
    const head = () => hqFeed(unitOfWork, atHq()).read(async (feed) => feed.head())
    const first = await head()
    let cursor: Cursor = { epoch: first?.epoch ?? '', version: first?.version ?? 0 }
    const { changes, missed } = await missedBy({
      change: (mark, writer) =>
        unitOfWork.write(atHq(), 'price', async ({ tx }) => {
          await tx.query(sql`update prices set price_minor = price_minor + 1 where id = ${prices[writer]}`)
          await work()
          tx.touch('price', prices[writer] ?? '')
          tx.touch('price', mark)
        }),
      async read() {
        const seen: string[] = []
        for (;;) {
          const page = await servePull(hqFeed(unitOfWork, atHq()), { epoch: cursor.epoch, after: cursor.version })
          cursor = { epoch: cursor.epoch, version: page.to }
          seen.push(...page.changes.map((change) => change.id))
          if (!page.more) return seen
        }
      },
    })
    expect(changes).toBeGreaterThan(WRITERS)
    expect(missed).toBe(0)
    expect((await head())?.version).toBe((first?.version ?? 0) + changes)
    expect(cursor.version).toBe((await head())?.version)
  },
  RUN_MS + 30_000,
)

test(
  '[SE33] a number taken before the commit, as a sequence does, loses changes in the same harness',
  async () => {
    const { unitOfWork } = hq.database
    const lineage = ids.next()
    let next = 0
    let last = 0
    const { missed } = await missedBy({
      change(mark) {
        const seq = ++next
        return unitOfWork.write(atHq(), 'naive', async ({ tx }) => {
          await tx.insert('inbox', [
            {
              tenantId: TEST_TENANT,
              eventId: mark,
              storeId: TEST_STORE,
              lineage,
              seq,
              type: 'naive',
              schema: 1,
              sha256: '0'.repeat(64),
              verdict: 'applied',
              response: Buffer.alloc(0),
              receivedAt: 0,
            },
          ])
          await work()
        })
      },
      read: () =>
        unitOfWork.read(atHq(), async (tx) => {
          const rows = await tx.query<{ mark: string; seq: number }>(
            sql`select event_id as mark, seq from inbox where lineage = ${lineage} and seq > ${last} order by seq`,
          )
          last = rows.at(-1)?.seq ?? last
          return rows.map((row) => row.mark)
        }),
    })
    expect(missed).toBeGreaterThan(0)
  },
  RUN_MS + 30_000,
)
