import type { getParked, listParked, PushEvent, ResponseOf, SaleFact, syncStatus } from '@pos/shared-types'
import { sha256 } from '@pos/server-kit'
import { unwrapFact } from '@pos/sync-engine'
import type { Client } from '@pos/testing'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openHeadOffice, type HeadOffice, type StoreServer } from '../../../test/head-office.ts'
import { resealed } from '../../../test/trader-goods.ts'
import { Trader, type Made } from '../../../test/trader.ts'

type List = ResponseOf<typeof listParked>
type One = ResponseOf<typeof getParked>

let office: HeadOffice
let owner: Client
let server: StoreServer
let shop: Trader
beforeAll(async () => {
  office = await openHeadOffice()
  owner = await office.as('owner')
  server = await office.storeServer(office.company.store)
})
afterAll(() => office.close())

let registers = 0
beforeEach(async () => {
  registers += 1
  const registerId = office.ids.next()
  const register = { storeId: server.storeId, code: `T${registers}`, name: 'Till', kind: 'till' }
  await owner.put(`/registers/${registerId}`, register)
  shop = new Trader(office, server, { storeCode: 'NYC', timeZone: 'America/New_York', registerId })
  await shop.push(shop.seriesOpened(shop.series), shop.shiftOpened())
})

const repair = (event: PushEvent, ask: object, who = owner) =>
  who.post<{ state: string; codes: string[]; code: string; params: object }>(
    `/sync/quarantine/${event.eventId}/repair`,
    { sha256: sha256(event.payload), ...ask },
  )
const one = async (event: PushEvent) =>
  (await owner.get<One>(`/sync/quarantine/${event.eventId}?sha256=${sha256(event.payload)}`)).body
const list = async (query = '') => (await owner.get<List>(`/sync/quarantine${query}`)).body
const listed = async (event: PushEvent) => (await list()).items.find(({ eventId }) => eventId === event.eventId)
const salesOf = (made: Made) =>
  office.rows<{ total: number }>(sql`select total_minor as total from sales where id = ${made.fact.sale.id}`)

/** A sale whose total is not what its lines come to, as no table takes it; and the text that would be right. */
function brokenSale(): { readonly broken: Made; readonly right: string } {
  let right: SaleFact | undefined
  const broken = shop.sale([{ product: 1, pieces: 1 }], {}, (fact) => {
    right = fact
    return resealed({ ...fact, sale: { ...fact.sale, totalMinor: fact.sale.totalMinor + 1 } })
  })
  const { fact, made } = unwrapFact(broken.event.payload)
  const text = JSON.stringify(right)
  expect(fact).not.toBe(text)
  return {
    broken,
    right: `{"factBytes":${Buffer.byteLength(text)},"fact":${text},"made":${JSON.stringify(made)}}`,
  }
}

test('what was set aside is shown with its store, its reason and its text, to who may see it', async () => {
  const { broken } = brokenSale()
  await shop.push(broken)
  expect(await listed(broken.event)).toMatchObject({
    storeId: server.storeId,
    type: 'sale.completed',
    code: 'INTERNAL',
    detail: expect.stringContaining('check'),
    attempts: 1,
    state: 'parked',
    parkedAt: office.clock.now(),
    settledAt: null,
  })
  expect(await one(broken.event)).toMatchObject({
    payload: broken.event.payload,
    correction: null,
    aggregateType: 'sale',
    aggregateId: broken.fact.sale.id,
    aggregateSeq: 1,
  })
  expect((await list(`?storeId=${office.company.otherStore}`)).total).toBe(0)
  expect(await (await office.as('buyer')).get('/sync/quarantine')).toMatchObject({ status: 403 })
  expect(await owner.get(`/sync/quarantine/${office.ids.next()}?sha256=${'0'.repeat(64)}`)).toMatchObject({
    status: 404,
  })
})

test('who may only see it may not settle it', async () => {
  const { broken } = brokenSale()
  await shop.push(broken)
  const accountant = await office.as('accountant')
  expect((await accountant.get('/sync/quarantine')).status).toBe(200)
  expect(await repair(broken.event, { act: 'rerun' }, accountant)).toMatchObject({
    status: 403,
    body: { code: 'PERMISSION_DENIED' },
  })
})

test('[SE47] what cannot be taken in today either stays, with today’s reason', async () => {
  const unknown = { ...shop.told('sale.unheard-of', office.ids.next(), 1, {}) }
  await shop.push(unknown)
  await office.write(async ({ tx }) =>
    tx.query(sql`update quarantine set detail = 'old' where event_id = ${unknown.eventId}`),
  )
  expect(await repair(unknown, { act: 'rerun' })).toMatchObject({
    status: 409,
    body: { code: 'SYNC_STILL_PARKED', params: { code: 'VALIDATION_FAILED' } },
  })
  expect(await listed(unknown)).toMatchObject({ attempts: 2, detail: expect.stringContaining('no handler') })
})

test('[SE45] [SE49] a correction takes effect once, both texts stay, and the store is told at its next offer', async () => {
  const { broken, right } = brokenSale()
  const parked = { verdict: 'parked', codes: ['INTERNAL'] }
  expect(await shop.verdicts(broken)).toEqual([parked])
  const ask = { act: 'correct', payload: right, reason: 'The total was mistyped' }
  const answer = await repair(broken.event, ask)
  expect(answer).toMatchObject({ status: 200, body: { state: 'repaired', codes: ['SYNC_CORRECTED'] } })
  expect(await salesOf(broken)).toEqual([{ total: broken.fact.sale.totalMinor - 1 }])
  expect(await shop.verdicts(broken)).toEqual([{ verdict: 'accepted_flagged', codes: ['SYNC_CORRECTED'] }])
  expect(await one(broken.event)).toMatchObject({
    payload: broken.event.payload,
    correction: right,
    state: 'repaired',
    reason: 'The total was mistyped',
    settledByName: expect.any(String),
    settledAt: office.clock.now(),
  })
  expect(await repair(broken.event, ask)).toMatchObject({ status: 409, body: { code: 'SYNC_SETTLED' } })
  expect(await list('?isSettled=true')).toMatchObject({ items: [{ eventId: broken.event.eventId }], total: 1 })
})

test('[SE46] a discarded sale has no effect, is named in the audit log, and its store stops offering it', async () => {
  const { broken } = brokenSale()
  await shop.push(broken)
  expect(await repair(broken.event, { act: 'discard' })).toMatchObject({ status: 400 })
  expect(await repair(broken.event, { act: 'discard', reason: 'A test' })).toMatchObject({
    status: 200,
    body: { state: 'discarded' },
  })
  expect(await salesOf(broken)).toEqual([])
  expect(await shop.verdicts(broken)).toEqual([{ verdict: 'accepted_flagged', codes: ['SYNC_DISCARDED'] }])
  const entries = await office.rows<{ action: string; outcome: string }>(
    sql`select action, outcome from audit_logs where entity_id = ${broken.event.eventId}`,
  )
  expect(entries).toContainEqual({ action: 'sync.discard', outcome: 'ok' })
})

test('[SE44] what five people settle at once takes effect once', async () => {
  const { broken, right } = brokenSale()
  await shop.push(broken)
  const ask = { act: 'correct', payload: right, reason: 'Mistyped' }
  const answers = await Promise.all(Array.from({ length: 5 }, () => repair(broken.event, ask)))
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409, 409, 409])
  expect(await salesOf(broken)).toHaveLength(1)
})

test('how a store stands says what it runs, how its clock is and how much of it is set aside', async () => {
  const { broken } = brokenSale()
  await shop.push(broken)
  const status = async () => (await owner.get<ResponseOf<typeof syncStatus>>('/sync/status')).body
  await expect
    .poll(async () => (await status()).stores.find(({ storeId }) => storeId === server.storeId)?.clockOffsetMs)
    .toBe(0)
  const { stores, quarantined } = await status()
  const store = stores.find(({ storeId }) => storeId === server.storeId)
  expect(store).toMatchObject({ storeCode: 'NYC', appVersion: '', isSameSchema: null })
  expect(store?.parked).toBeGreaterThan(0)
  expect(quarantined).toBe((await list()).total)
  const { body: metrics } = await office.hq.app.inject({ url: '/metrics' })
  expect(metrics).toContain(`\npos_sync_quarantined ${quarantined}\n`)
})
