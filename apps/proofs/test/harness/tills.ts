import {
  createTill,
  JOURNAL_STORES,
  memoryStorage,
  type JournalStores,
  type Till,
  type TillStorage,
} from '@pos/pos-logic'
import { newDeviceKey } from '@pos/pos-logic/node'
import { createEnrolmentCode, setPin } from '@pos/shared-types'
import { call } from './ask.ts'
import { signIn, type Site } from './chain.ts'
import { PIN } from './pin.ts'
import { tillPorts } from './till-ports.ts'
import { until } from './until.ts'

/** Gives the cashier of a store a PIN, and a code with which one device may enrol. */
export async function enrolmentCode(site: Site, place: number): Promise<string> {
  const { cashier, manager, registerIds } = site.plan
  const cashierToken = await signIn(site, cashier.username)
  await call(site.url, setPin, { token: cashierToken, body: { pin: PIN } })
  const token = await signIn(site, manager.username)
  const body = { kind: 'till' as const, registerId: registerIds[place] ?? '' }
  return (await call(site.url, createEnrolmentCode, { token, body })).code
}

export type TillHere = { readonly till: Till; readonly storage: TillStorage }

/** A till in this process at the register `place` of a store, enrolled, signed in and open. */
export async function openTill(site: Site, place: number, baseUrl = site.url): Promise<TillHere> {
  const code = await enrolmentCode(site, place)
  const storage = memoryStorage<JournalStores>(JOURNAL_STORES)
  const till = await createTill(tillPorts({ baseUrl, storage, deviceKey: newDeviceKey(), seed: place }))
  await till.setUp.enrol(code)
  till.start()
  await until('the till has a catalogue', () => till.catalogue.isUsable)
  await till.setUp.takeRegister(site.plan.registerIds[place] ?? '')
  await till.staff.signIn(site.plan.cashier.id, PIN)
  await till.shifts.open({ floatMinor: 10_000 })
  return { till, storage }
}
