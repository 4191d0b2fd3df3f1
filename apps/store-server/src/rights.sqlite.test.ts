import { newPeerKey, privateKeyOf, rightsHash, signRights } from '@pos/server-kit'
import type { ownPermissions, ResponseOf } from '@pos/shared-types'
import type { Client } from '@pos/testing'
import { TEST_STORE, TEST_TENANT } from '@pos/testing'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { REGISTER, TENDER, variantOf } from '../test/catalogue.ts'
import { openShop, type Shop } from '../test/shop.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const KEY = newPeerKey()

let shop: Shop
beforeEach(async () => {
  shop = await openShop()
  await hear(1)
})
afterEach(() => shop.close())

/** Head office's word arrives with a pull. */
async function hear(
  edition: number,
  { key = KEY.privateKeyPem, changes = {} }: { key?: string; changes?: object } = {},
) {
  const at = shop.clock.now()
  const hash = await shop.store.database.unitOfWork.read(shop.ctx(), (tx) =>
    rightsHash(tx.catalog, TEST_TENANT, TEST_STORE),
  )
  const word = { edition, issuedAt: at, privilegedUntilAt: at + DAY, cashierUntilAt: at + 7 * DAY }
  const payload = JSON.stringify({ tenantId: TEST_TENANT, storeId: TEST_STORE, ...word, rightsHash: hash })
  const own = { tenantId: TEST_TENANT, version: edition }
  await shop.pull((tx) => {
    tx.prepare('delete from signing_keys').run()
    tx.prepare('delete from permission_snapshots').run()
    const named = { id: shop.ids.next(), kid: 'k1', purpose: 'permission', publicKey: KEY.publicKey } as const
    tx.insert('signingKeys', [{ ...own, ...named, validFromAt: at }])
    const signature = signRights(payload, privateKeyOf(key))
    tx.insert('permissionSnapshots', [{ ...own, id: TEST_STORE, ...word, payload, signature, kid: 'k1', ...changes }])
  })
  shop.store.needs.rights.look()
}

type Mine = ResponseOf<typeof ownPermissions>
const mine = async (who: Client) => (await who.get<Mine>('/permissions/mine')).body
const sell = (who: Client) =>
  who.post('/sales', {
    registerId: REGISTER.one,
    lines: [{ variantId: variantOf('sweater'), quantityMilli: 1000 }],
    payments: [{ tenderTypeId: TENDER.cash, tenderedMinor: 1_000_000 }],
  })
const settings = (who: Client) => who.get('/devices')

test('power sleeps a day after head office was last heard, and wakes with its next word', async () => {
  expect((await settings(await shop.as('manager'))).status).toBe(200)
  shop.clock.advance(DAY)
  const later = await shop.as('manager')
  const asked = await later.post('/devices/enrolments', { kind: 'till' })
  expect(asked).toMatchObject({ status: 403, body: { code: 'AUTH_SNAPSHOT_EXPIRED' } })
  const rights = await mine(later)
  expect(rights.lapsed).toContain('store:devices.enrol')
  expect(rights.permissions).not.toContain('store:devices.enrol')
  await hear(2)
  expect((await later.post('/devices/enrolments', { kind: 'till' })).status).toBe(201)
  expect((await mine(later)).lapsed).toEqual([])
})

test('weeks without head office: staff sign in, shifts open and goods are sold', async () => {
  shop.clock.advance(40 * DAY)
  const manager = await shop.as('manager')
  expect((await manager.post('/shifts', { registerId: REGISTER.one, floatMinor: 10_000 })).status).toBe(201)
  expect((await sell(manager)).status).toBe(201)
  expect((await mine(manager)).permissions).toContain('pos:sell')
  expect((await mine(manager)).lapsed).toEqual(expect.arrayContaining(['pos:refund', 'pos:void']))
})

test('whoever never had a right is told that, not that it sleeps', async () => {
  shop.clock.advance(DAY)
  const cashier = await shop.as('cashier')
  expect(await cashier.post('/devices/enrolments', { kind: 'till' })).toMatchObject({
    body: { code: 'PERMISSION_DENIED' },
  })
})

test('a clock set back wakes nothing', async () => {
  const now = shop.clock.now()
  for (let hour = 1; hour <= 24; hour += 1) {
    shop.clock.set(now + hour * HOUR)
    shop.steady.advance(HOUR)
    shop.store.needs.rights.look()
  }
  shop.clock.set(now + HOUR)
  shop.steady.advance(1000)
  expect(await (await shop.as('manager')).post('/devices/enrolments', { kind: 'till' })).toMatchObject({
    body: { code: 'AUTH_SNAPSHOT_EXPIRED' },
  })
})

test('a word that head office did not sign does not count: the last good one goes on ageing', async () => {
  shop.clock.advance(DAY)
  await hear(2, { key: newPeerKey().privateKeyPem })
  expect(shop.store.needs.rights.state?.lapsed).toBe('privileged')
  await hear(3, { changes: { payload: JSON.stringify({ edition: 3 }) } })
  expect(shop.store.needs.rights.state?.lapsed).toBe('privileged')
  await hear(4)
  expect(shop.store.needs.rights.state?.lapsed).toBe('nothing')
})

test('the store can prove what it holds, and that somebody meddled with it', async () => {
  expect(shop.store.needs.rights.proof()).toBe('proved')
  await shop.pull((tx) => void tx.prepare('update users set is_super_admin = 1').run())
  expect(shop.store.needs.rights.proof()).toBe('changed_since')
})
