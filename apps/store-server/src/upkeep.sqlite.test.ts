import type { Awaitable, Context, Unit } from '@pos/core'
import type { StoreTx } from '@pos/db'
import { keepDigests, storeDigests, storeOutbox } from '@pos/server-kit'
import { CUSTOMER_FIELDS } from '@pos/shared-types'
import { TEST_STORE, TEST_TENANT } from '@pos/testing'
import type { ComparedDigest } from '@pos/sync-engine'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { REGISTER } from '../test/catalogue.ts'
import { SellingTill } from '../test/selling-till.ts'
import { openShop, STORE_LINEAGE, type Shop } from '../test/shop.ts'
import { addToOutbox } from './outbox.ts'
import { LineageMark } from './lineage/lineage-mark.ts'
import { wasRestored } from './lineage/was-restored.ts'
import { storeChores } from './upkeep.ts'

const DAY_MS = 86_400_000
const apple = { product: 'apple', pieces: 1, priceMinor: 150 } as const

let shop: Shop
let till: SellingTill
beforeEach(async () => {
  shop = await openShop()
  const device = await shop.till(REGISTER.one)
  till = await SellingTill.on(shop, device, REGISTER.one)
  await till.push(till.sale([apple]), till.sale([apple]))
})
afterEach(() => shop.close())

const write = <Result>(name: string, work: (unit: Unit<StoreTx>) => Awaitable<Result>): Promise<Result> =>
  shop.store.database.unitOfWork.write(shop.ctx(), name, work)
const kept = async () => (await shop.rows<{ type: string }>('select type from outbox order by seq')).map((e) => e.type)
const soldOn = async () =>
  (await shop.rows<{ day: string }>('select distinct business_on as day from sales')).map(({ day }) => day)

/** Head office acknowledges everything that waits. */
async function acknowledge(): Promise<void> {
  const open = await shop.rows<{ eventId: string }>(`select event_id as eventId from outbox where state <> 'acked'`)
  const at = shop.clock.now()
  const outbox = storeOutbox(shop.store.database.unitOfWork, () => shop.ctx() as Context)
  const acked = { state: 'acked', attempts: 1, nextAttemptAt: at, lastCode: null, ackedAt: at } as const
  await outbox.settle(open.map(({ eventId }) => ({ ...acked, eventId })))
}

/** What came of a comparison of these days, and of the stock. */
async function compare(verdict: ComparedDigest['verdict'], stock: ComparedDigest['verdict'] = 'equal'): Promise<void> {
  const digest = { count: 1, sumMinor: null, hash: '00'.repeat(32), peerHash: null, differing: null }
  const days = (await soldOn()).map((grain) => ({ ...digest, kind: 'sales' as const, grain, verdict }))
  const about = { tenantId: TEST_TENANT, scope: TEST_STORE, at: shop.clock.now(), sheet: { version: 1, seq: 1 } }
  await write('test.compare', ({ tx }) =>
    keepDigests(tx, about, [...days, { ...digest, kind: 'stock', grain: 'store', verdict: stock }]),
  )
}

/** A round of everything that is done by the hour. */
async function tidyUp(): Promise<void> {
  for (const chore of storeChores(write)) while (await chore());
}

test('[SE80] what head office acknowledged 35 days ago and was found to hold is forgotten, and nothing younger', async () => {
  await acknowledge()
  shop.clock.advance(DAY_MS)
  await compare('equal')
  shop.clock.advance(34 * DAY_MS - 1)
  await tidyUp()
  expect(await kept()).toContain('sale.completed')
  shop.clock.advance(1)
  await tidyUp()
  expect(await kept()).toEqual([])
})

test('[SE80] the 35 days count from the acknowledgement, not from the sale', async () => {
  shop.clock.advance(10 * DAY_MS)
  await acknowledge()
  shop.clock.advance(DAY_MS)
  await compare('equal')
  const all = await kept()
  shop.clock.advance(34 * DAY_MS - 1)
  await tidyUp()
  expect(await kept()).toEqual(all)
  shop.clock.advance(1)
  await tidyUp()
  expect(await kept()).toEqual([])
})

test('[SE80] a sale of a day that was not found equal since it was acknowledged stays', async () => {
  await compare('equal')
  shop.clock.advance(DAY_MS)
  await acknowledge()
  shop.clock.advance(36 * DAY_MS)
  await tidyUp()
  expect(await kept()).toContain('sale.completed')
  for (const verdict of ['pending', 'different'] as const) {
    await compare(verdict)
    await tidyUp()
    expect(await kept()).toContain('sale.completed')
  }
  await compare('equal')
  await tidyUp()
  expect(await kept()).toEqual([])
})

test('[SE80] what is no sale stays while anything differs, and while nothing was compared', async () => {
  await acknowledge()
  shop.clock.advance(36 * DAY_MS)
  const all = await kept()
  await tidyUp()
  expect(await kept()).toEqual(all)
  await compare('equal', 'different')
  await tidyUp()
  expect(await kept()).toEqual(all.filter((type) => type !== 'sale.completed'))
  await compare('equal')
  await tidyUp()
  expect(await kept()).toEqual([])
})

test('[SE80] what waits or was set aside is never forgotten, however old', async () => {
  await write('test.park', ({ tx }) => {
    tx.prepare(`update outbox set state = 'parked' where type = 'sale.completed'`).run()
  })
  shop.clock.advance(400 * DAY_MS)
  await compare('equal')
  const all = await kept()
  await tidyUp()
  expect(await kept()).toEqual(all)
})

test('[SE80] a day is compared as long as a sale of it is in the outbox', async () => {
  await acknowledge()
  const [day] = await soldOn()
  const digests = storeDigests({
    unitOfWork: shop.store.database.unitOfWork,
    context: () => shop.ctx(),
    storeId: () => TEST_STORE,
  })
  const asked = async () => {
    const sheet = await digests.sheet(new Set(['sales']))
    return sheet?.digests.find(({ kind, grain }) => kind === 'sales' && grain === day)
  }
  shop.clock.advance(100 * DAY_MS)
  expect(await asked()).toMatchObject({ count: 2, sumMinor: expect.any(Number) })
  await compare('equal')
  await tidyUp()
  expect(await asked()).toBeUndefined()
})

test('[SE3] [SE38] [SE80] an outbox that was emptied goes on where it was', async () => {
  const customer = shop.ids.next()
  const tell = (aggregateType: string, aggregateId: string) =>
    write('test.tell', (unit) =>
      addToOutbox(unit, STORE_LINEAGE, {
        eventId: shop.ids.next(),
        type: `${aggregateType}.changed`,
        aggregateType,
        aggregateId,
        hlc: '1',
        payload: '{}',
      }),
    )
  await tell('customer', customer)
  await tell('customer', customer)
  const [{ last }] = (await shop.rows<{ last: number }>('select max(seq) as last from outbox')) as [{ last: number }]
  await acknowledge()
  shop.clock.advance(36 * DAY_MS)
  await compare('equal')
  await tidyUp()
  expect(await kept()).toEqual([])

  const mark = { lineage: STORE_LINEAGE, lastSeq: last }
  const identity = shop.store.identity
  if (identity === undefined) throw new Error('the shop has an identity')
  const isRestored = (lastSeq: number) =>
    shop.store.database.unitOfWork.read(shop.ctx(), (tx) => wasRestored(tx, identity, { ...mark, lastSeq }))
  expect([await isRestored(last), await isRestored(last + 1)]).toEqual([false, true])
  expect((await LineageMark.open(shop.store.options.folder)).kept?.lastSeq ?? 0).toBeLessThanOrEqual(last)

  await tell('customer', customer)
  await tell('customer', shop.ids.next())
  expect(await shop.rows('select seq, aggregate_seq as place from outbox order by seq')).toEqual([
    { seq: last + 1, place: 3 },
    { seq: last + 2, place: 1 },
  ])
  await expect(tell('sale', shop.ids.next())).rejects.toThrow('knows its position')
})

test('[SE55] [SE80] a change that still lies over the replica keeps its event', async () => {
  const manager = await shop.as('manager')
  const nothing = Object.fromEntries(CUSTOMER_FIELDS.map((field) => [field, null]))
  const made = await manager.post('/customers', { ...nothing, kind: 'person', name: 'Ana', isBlocked: false })
  expect(made.status).toBe(201)
  await acknowledge()
  shop.clock.advance(36 * DAY_MS)
  await compare('equal')
  await tidyUp()
  expect(await kept()).toEqual(['customer.changed'])
  await shop.pull((tx) => void tx.prepare(`update sync_cursors set applied_at = ?`).run([shop.clock.now()]))
  await tidyUp()
  expect(await kept()).toEqual([])
  expect(await shop.rows('select event_id from pending_changes')).toEqual([])
})
