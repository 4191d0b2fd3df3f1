import { temporaryFolder, type TemporaryFolder } from '@pos/testing'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { digestFaults } from '../test/simulation/digest-faults.ts'
import { storeRows } from '../test/harness/rows.ts'
import { CALM, NO_LINE_FAULTS } from '../test/simulation/masks.ts'
import { oracle } from '../test/simulation/oracle.ts'
import { makeTemplate, type Template } from '../test/simulation/template.ts'
import { World, type Place } from '../test/simulation/world.ts'

const DAYS = 60
const MINUTE_MS = 60_000
const DAY_MS = 1_440 * MINUTE_MS

let template: Template
let ground: TemporaryFolder
let world: World
let place: Place
beforeAll(async () => {
  template = await makeTemplate()
  ground = temporaryFolder()
}, 120_000)
afterEach(() => world?.close())
afterAll(async () => {
  await template?.close()
  ground?.remove()
})

async function openAway(name: string): Promise<void> {
  world = await World.open(template, 1, join(ground.path, name), undefined, CALM)
  ;[place] = world.places as [Place]
  await world.settle()
}

/** A shop that is open for some minutes a day and sells. Head office, of which it may hear nothing, goes on meanwhile. */
async function liveADay({ minutes, isAway } = { minutes: 4, isAway: true }): Promise<void> {
  const { store, tills, desk } = place
  const dawn = world.time.now()
  store.line.isCut = isAway
  if (!store.isRunning) await store.start()
  for (const till of tills) if (!till.till) await till.start()
  for (let minute = 0; minute < minutes; minute += 1) {
    for (const till of tills) till.act((running) => till.sell(running))
    desk.buy()
    await world.time.advance(MINUTE_MS)
  }
  world.office.change()
  while (desk.isBusy) await world.time.advance(MINUTE_MS)
  for (const till of tills) till.crash()
  store.crash()
  await world.time.advance(DAY_MS - (world.time.now() - dawn))
}

/** A price that is gone, and a person who is no longer one of them. */
function takeAway(): { readonly priceId: string; readonly userId: string } {
  const userId = place.store.template.plan.manager.id
  const rows = world.hq.rowsOf(place.store.template.plan.id)
  const price = rows.findLast(({ entity, data }) => entity === 'price' && data !== null)
  const user = rows.find(({ entity, id }) => entity === 'user' && id === userId)
  if (!price || !user?.data) throw new Error('a store has prices and people')
  world.hq.commit([
    { entity: 'price', id: price.id, data: null },
    { entity: 'user', id: userId, data: { ...user.data, row: { ...user.data.row, is_active: 0 } } },
  ])
  return { priceId: price.id, userId }
}

const kept = (text: string, id: string) =>
  place.store.store?.database.catalogue.read((view) => view.prepare<{ found: unknown }>(text).get([id]))
const sold = () => place.desk.promised.length + place.tills.reduce((sum, till) => sum + till.promised.length, 0)

async function expectSoundBooks(): Promise<void> {
  expect(world.faults).toEqual([])
  expect(await digestFaults(world)).toEqual([])
  expect(await oracle(world)).toEqual([])
}

test('[SE1] [SE25] a store that was away for 60 days gets all that changed without a snapshot, and hands up what it sold once', async () => {
  await openAway('delta')
  const before = world.hq.version
  let taken = { priceId: '', userId: '' }
  for (let day = 0; day < DAYS; day += 1) {
    await liveADay()
    if (day === DAYS / 2) taken = takeAway()
  }
  expect(sold()).toBeGreaterThan(DAYS)
  expect(world.hq.version - before).toBeGreaterThanOrEqual(DAYS)
  await world.settle()
  await expectSoundBooks()
  expect(world.hq.snapshots).toEqual([])
  expect(kept('select id as found from prices where id = ?', taken.priceId)).toBeUndefined()
  expect(kept('select is_active as found from users where id = ?', taken.userId)).toEqual({ found: 0 })
}, 180_000)

test('[SE31] [SE65] [SE82] a store that comes back after 401 days, its place in the feed forgotten, hands up what it sold before it fetches everything, and sells meanwhile', async () => {
  await openAway('horizon')
  for (let day = 0; day < 5; day += 1) await liveADay()
  takeAway()
  await world.time.advance(401 * DAY_MS)
  world.hq.minVersion = world.hq.version
  const before = [...place.desk.promised, ...place.tills.flatMap((till) => till.promised)]
  await place.store.start()
  for (const till of place.tills) await till.start()
  place.store.line.isCut = false
  // Head office is busy: what waits needs several tries.
  place.store.line.faults = { ...NO_LINE_FAULTS, refuse: 0.8 }
  for (let waits = 0; waits < 600 && world.hq.snapshots.length === 0; waits += 1) {
    for (const till of place.tills) till.act((running) => till.sell(running))
    place.desk.buy()
    await world.time.advance(1_000)
  }
  const meanwhile = sold()
  await world.settle()
  await expectSoundBooks()
  expect(world.hq.snapshots).toHaveLength(1)
  const heard = world.hq.snapshots[0]?.filter(({ type }) => type === 'sale.completed') ?? []
  expect(before.filter(({ id }) => !heard.some(({ payload }) => payload.includes(id)))).toEqual([])
  expect(meanwhile).toBeGreaterThan(before.length)
}, 120_000)

test('[SE80] a store that works every day forgets what head office has had for 35 days, and nothing else', async () => {
  await openAway('retention')
  for (let day = 0; day < 38; day += 1) await liveADay({ minutes: 8, isAway: false })
  const horizon = world.time.now() - 36 * DAY_MS
  await world.settle()
  await expectSoundBooks()
  const rows = storeRows(place.store.folder)
  const counted = await rows.all(`select
    (select count(*) from outbox where wall_time < ${horizon}) as old,
    (select count(*) from outbox where type = 'sale.completed') as told,
    (select count(*) from sales) as made`)
  await rows.close()
  const [{ old, told, made } = {}] = counted
  expect(old).toBe(0)
  expect(Number(told)).toBeGreaterThan(0)
  expect(Number(told)).toBeLessThan(Number(made))
}, 180_000)
