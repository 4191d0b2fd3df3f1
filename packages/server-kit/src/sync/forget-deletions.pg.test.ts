import { OTHER_TENANT, TEST_START, testHqDatabase, type TestHqDatabase } from '@pos/testing'
import { servePull } from '@pos/sync-engine'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addCatalogue, addProduct, atHq, OTHER_STORE, type SmallCatalogue } from '../../test/support/hq-catalogue.ts'
import { forgetDeletions } from './forget-deletions.ts'
import { hqFeed } from './hq-feed.ts'

const DAY_MS = 86_400_000

let hq: TestHqDatabase
let small: SmallCatalogue
let at = TEST_START
beforeAll(async () => {
  hq = await testHqDatabase()
  small = await addCatalogue(hq.database.unitOfWork)
})
afterAll(() => hq.remove())

/** A day in the life of head office: something is deleted, and at night it tidies up. */
async function liveADay(): Promise<{ readonly version: number; readonly forgotten: number }> {
  const priceId = await hq.database.unitOfWork.write(atHq({ at }), 'add', async ({ tx }) => {
    const added = await addProduct(tx, small, `Día ${at}`)
    return added.priceId
  })
  await hq.database.unitOfWork.write(atHq({ at }), 'delete', async ({ tx }) => {
    await tx.query(sql`delete from prices where id = ${priceId}`)
    tx.touch('price', priceId, 'D')
  })
  const { version } = await head()
  at += DAY_MS
  return { version, forgotten: await tidyUp() }
}

const tidyUp = (limit = 1_000) =>
  hq.database.unitOfWork.write(atHq({ at }), 'upkeep', (unit) => forgetDeletions(unit, limit))
const feed = () => hqFeed(hq.database.unitOfWork, atHq())
const head = async () => {
  const found = await feed().read(async (reader) => reader.head())
  if (found === undefined) throw new Error('head office has a feed')
  return found
}
const deletedAfter = async (after: number) => {
  const { epoch } = await head()
  const page = await servePull(feed(), { epoch, after })
  return page.changes.filter(({ entity, op }) => entity === 'price' && op === 'D').length
}

test('[SE82] a deletion is known for 400 days; who was away for longer is sent for a snapshot', async () => {
  const away = await head()
  const first = await liveADay()
  const second = await liveADay()
  at = TEST_START + 400 * DAY_MS
  expect(await tidyUp()).toBe(0)
  expect([await deletedAfter(away.version), (await head()).minVersion]).toEqual([2, 0])

  at = TEST_START + 401 * DAY_MS
  expect(await tidyUp()).toBe(1)
  expect((await head()).minVersion).toBe(first.version)
  await expect(deletedAfter(away.version)).rejects.toMatchObject({
    code: 'SYNC_RESYNC_REQUIRED',
    params: { reason: 'BELOW_HORIZON' },
  })
  expect(await deletedAfter(first.version)).toBe(1)

  at = TEST_START + 402 * DAY_MS
  expect(await tidyUp()).toBe(1)
  expect((await head()).minVersion).toBe(second.version)
})

test('[SE82] where nothing was deleted the horizon stays where it is, however old the catalogue is', async () => {
  const before = await head()
  await hq.database.unitOfWork.write(atHq({ at }), 'add', ({ tx }) => addProduct(tx, small, 'Ciruela'))
  await tidyUp()
  at += 800 * DAY_MS
  expect(await tidyUp()).toBe(0)
  expect((await head()).minVersion).toBe(before.minVersion)
})

test('[SE82] many deletions go step by step, and each step moves the horizon', async () => {
  const days = [await liveADay(), await liveADay(), await liveADay()]
  at += 401 * DAY_MS
  const steps = [await tidyUp(2), (await head()).minVersion, await tidyUp(2), (await head()).minVersion]
  expect(steps).toEqual([2, days[1]?.version, 1, days[2]?.version])
})

test('[SE82] a deletion that hides from one store what others still have is kept', async () => {
  const plum = await hq.database.unitOfWork.write(atHq({ at }), 'add', ({ tx }) => addProduct(tx, small, 'Pera'))
  await hq.database.unitOfWork.write(atHq({ at }), 'leave', ({ tx }) =>
    tx.touch('product', plum.productId, 'D', OTHER_STORE),
  )
  await tidyUp()
  at += 800 * DAY_MS
  await tidyUp()
  const kept = await hq.database.unitOfWork.read(atHq(), (tx) =>
    tx.query(sql`select op from sync_change where entity_id = ${plum.productId} order by op`),
  )
  expect(kept).toEqual([{ op: 'D' }, { op: 'U' }])
})

test('[SE82] nobody forgets what belongs to another company, or without the function', async () => {
  await liveADay()
  at += 800 * DAY_MS
  const elsewhere = atHq({ tenantId: OTHER_TENANT, at })
  const gone = await hq.database.unitOfWork.write(elsewhere, 'upkeep', ({ tx }) =>
    tx.query(sql`select forget_deletions(now(), now(), 1000) as gone`),
  )
  expect(gone).toEqual([{ gone: 0 }])
  const bare = hq.database.unitOfWork.write(atHq({ at }), 'bare', ({ tx }) =>
    tx.query(sql`delete from sync_change where op = 'D'`),
  )
  await expect(bare).rejects.toThrow('permission denied')
  expect(await tidyUp()).toBe(1)
})
