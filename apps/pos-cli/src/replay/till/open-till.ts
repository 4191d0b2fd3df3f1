import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { DomainError } from '@pos/core'
import {
  connectStore,
  createTill,
  JOURNAL_STORES,
  type JournalStores,
  type Till,
  type TillStorage,
} from '@pos/pos-logic'
import { deviceKeyFile, fileStorage, gzip, newHasher, sha256 } from '@pos/pos-logic/node'
import { createLog, nodeScheduler, steadyMs, systemClock, uuidv7Ids } from '@pos/server-kit'
import { createEnrolmentCode, type SaleFact } from '@pos/shared-types'
import { Refusal } from '../../refusal.ts'
import type { ServerClient } from '../api/server-client.ts'
import type { ReplayPlace } from '../head-office/place.ts'
import type { FileClock } from './file-clock.ts'

export type OpenTill = {
  /** Where journal and device key are kept. */
  readonly folder: string
  readonly storeUrl: string
  /** The store manager's sign-in at the store server. */
  readonly manager: ServerClient
  readonly pin: string
  readonly place: ReplayPlace
  readonly clock: FileClock
  readonly skus: Iterable<string>
  readonly appVersion: string
}

export type ReplayTill = { readonly till: Till; readonly storage: TillStorage }

const CATALOGUE_MS = 300_000
const POLL_MS = 1_000

/**
 * Opens the till of the replay where it was left, or makes it: enrols it by a one-time code, waits for the products,
 * takes its register and signs the manager in.
 *
 * @throws Refusal when another replay has the journal open, or the journal is that of another store or register
 */
export async function openReplayTill(options: OpenTill): Promise<ReplayTill> {
  const storage = await openJournal(options.folder)
  const till = await createTill(await tillOptions(options, storage))
  try {
    await enrolOnce(till, options)
    till.start()
    await waitForProducts(till, options.skus)
    options.clock.setZone(till.catalogue.store.timeZone)
    if (till.setUp.lease === undefined) await till.setUp.takeRegister(options.place.register.id)
    requireOwn(till, options)
    const { userId } = await options.manager.signIn()
    await till.staff.signIn(userId, options.pin)
    return { till, storage }
  } catch (error) {
    await till.stop()
    throw error instanceof DomainError ? explained(error, options) : error
  }
}

async function openJournal(folder: string): Promise<TillStorage> {
  try {
    return await fileStorage<JournalStores>({ folder, names: JOURNAL_STORES })
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'REGISTER_LEASED') throw error
    throw new Refusal(`Another replay (process ${String(error.params['pid'])}) works on the journal in ${folder}.`)
  }
}

async function tillOptions({ folder, storeUrl, clock, appVersion }: OpenTill, storage: TillStorage) {
  const deviceKey = await deviceKeyFile(join(folder, 'device-key.pem'))
  return {
    ...connectStore({ baseUrl: storeUrl, storage, deviceKey, clock: systemClock, sha256, gzip }),
    storage,
    deviceKey,
    sha256,
    newHasher,
    clock,
    steadyMs,
    syncClock: systemClock,
    ids: uuidv7Ids,
    random: Math.random,
    scheduler: nodeScheduler,
    log: createLog({ name: 'replay', level: 'error' }),
    device: { name: 'Replay', platform: `node ${process.version}`, storage: 'native' as const, appVersion },
    pollMs: POLL_MS,
  }
}

async function enrolOnce(till: Till, { manager, place }: OpenTill): Promise<void> {
  if (till.setUp.identity !== undefined) return
  const { code } = await manager.call(createEnrolmentCode, { body: { kind: 'till', registerId: place.register.id } })
  await till.setUp.enrol(code)
}

async function waitForProducts(till: Till, skus: Iterable<string>): Promise<void> {
  const giveUpAt = performance.now() + CATALOGUE_MS
  for (const sku of skus) {
    while (!till.catalogue.isUsable || till.catalogue.findByCode(sku) === undefined) {
      if (performance.now() > giveUpAt) throw new Refusal(`Product ${sku} does not arrive at the till from its store.`)
      till.puller.wake()
      await sleep(50)
    }
  }
}

function requireOwn({ setUp }: Till, { folder, place }: OpenTill): void {
  if (setUp.identity?.storeId === place.store.id && setUp.lease?.registerId === place.register.id) return
  const { storeCode = '', registerCode = '' } = setUp.lease ?? {}
  throw new Refusal(`The journal in ${folder} is that of register ${registerCode} of store ${storeCode}: move it away.`)
}

function explained(error: DomainError, { place, folder }: OpenTill): unknown {
  if (error.code !== 'REGISTER_LEASED') return error
  const { code } = place.register
  return new Refusal(`Register ${code} belongs to a till whose journal is not in ${folder}: choose another --register.`)
}

/** How many sales the journal has made, and the invoice its last one was made of, when it still keeps it. */
export async function lastRung(storage: TillStorage): Promise<{ readonly count: number; readonly invoiceNo?: string }> {
  const count = (await storage.get('series', 'sale'))?.lastNumber ?? 0
  const events = await storage.list('event')
  const last = events.findLast(({ value }) => value.type === 'sale.completed')
  if (last === undefined) return { count }
  const { sale }: SaleFact = JSON.parse(last.value.payload)
  return { count, ...(sale.note !== null && { invoiceNo: sale.note }) }
}
