import { connectStore, createTill, JOURNAL_STORES, memoryStorage, type JournalStores } from '@pos/pos-logic'
import { gzip, newDeviceKey, sha256 } from '@pos/pos-logic/node'
import { listDevices, listSales, me, revokeDevice, revokeSessions } from '@pos/shared-types'
import { systemClock } from '@pos/server-kit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ask, call } from '../test/harness/ask.ts'
import { startChain, type Chain, type Site } from '../test/harness/chain.ts'
import { PIN } from '../test/harness/pin.ts'
import { ring } from '../test/harness/ring.ts'
import { settled } from '../test/harness/settled.ts'
import { enrolmentCode } from '../test/harness/tills.ts'
import { tillPorts } from '../test/harness/till-ports.ts'
import { until } from '../test/harness/until.ts'

let chain: Chain
let site: Site
beforeAll(async () => {
  chain = await startChain({ products: 3 })
  const [first] = chain.sites
  if (!first) throw new Error('a chain has a store')
  site = first
})
afterAll(() => chain.close())

const atHq = { token: () => chain.company.adminToken }
const deviceAtHq = async (id: string | undefined) =>
  (await call(chain.hq.url, listDevices, { token: atHq.token() })).items.find((device) => device.id === id)
const salesAtHq = async () => (await call(chain.hq.url, listSales, { token: atHq.token() })).items.length

/** A till whose machine can be switched off and on. */
function machine() {
  const deviceKey = newDeviceKey()
  const storage = memoryStorage<JournalStores>(JOURNAL_STORES)
  const device = { baseUrl: site.url, storage, deviceKey }
  return {
    on: () => createTill(tillPorts({ ...device, seed: 1 })),
    store: connectStore({ ...device, clock: systemClock, sha256, gzip }).api,
  }
}

test('a till that head office revokes is refused by its store with the next sync, keeps what it sold, and sends it once enrolled again', async () => {
  const { cashier, registerIds } = site.plan
  const [product] = chain.company.products
  const { on, store } = machine()
  let till = await on()
  const { deviceId } = await till.setUp.enrol(await enrolmentCode(site, 0))
  till.start()
  await until('the till has a catalogue', () => till.catalogue.isUsable)
  await till.setUp.takeRegister(registerIds[0] ?? '')
  await till.staff.signIn(cashier.id, PIN)
  await till.shifts.open({ floatMinor: 10_000 })
  const line = [{ code: product?.sku ?? '', quantityMilli: 1000 }]
  await ring(till, chain.company.cashId, line)
  await settled(chain, [till])
  await till.pusher.stop()
  const kept = await ring(till, chain.company.cashId, line)
  const { accessToken } = await store.unlock(cashier.id, PIN)
  const tokenAnswers = async () => (await ask(site.url, me, { token: accessToken })).status
  expect(await tokenAnswers()).toBe(200)

  // Taking back what a device was given leaves the device itself.
  await until('head office knows the till', async () => (await deviceAtHq(deviceId)) !== undefined)
  await call(chain.hq.url, revokeSessions, { token: atHq.token(), body: { deviceId } })
  await until('its PIN counts no more', async () => (await tokenAnswers()) === 401)
  const { accessToken: second } = await store.unlock(cashier.id, PIN)

  await call(chain.hq.url, revokeDevice, { token: atHq.token(), params: { id: deviceId } })
  await until('the store refuses it', () =>
    store.cashiers().then(
      () => false,
      (error: { code?: string }) => error.code === 'DEVICE_REVOKED',
    ),
  )
  expect((await ask(site.url, me, { token: second })).status).toBe(401)
  await till.look()
  expect([till.setUp.isRevoked, till.staff.current]).toEqual([true, undefined])
  await expect(till.staff.signIn(cashier.id, PIN)).rejects.toMatchObject({ code: 'DEVICE_REVOKED' })

  await till.stop()
  till = await on()
  till.start()
  expect([till.setUp.isRevoked, (await till.status()).unsent > 0]).toEqual([true, true])
  await expect(till.staff.signIn(cashier.id, PIN)).rejects.toMatchObject({ code: 'DEVICE_REVOKED' })
  await until('the store refuses what it sends', async () => (await till.pusher.status()).linkCode === 'DEVICE_REVOKED')
  const before = await salesAtHq()

  expect(await till.setUp.enrol(await enrolmentCode(site, 0))).toMatchObject({ deviceId })
  await till.setUp.takeRegister(registerIds[0] ?? '')
  await till.look()
  await settled(chain, [till])
  expect(await salesAtHq()).toBe(before + 1)
  expect(await deviceAtHq(deviceId)).toMatchObject({ state: 'enrolled', revokedAt: null })
  await till.staff.signIn(cashier.id, PIN)
  const next = await ring(till, chain.company.cashId, line)
  expect([next.sale.seriesId, next.sale.number]).toEqual([kept.sale.seriesId, kept.sale.number + 1])
  await settled(chain, [till])
  await till.stop()
}, 120_000)
