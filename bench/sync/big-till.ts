import { mkdirSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  connectStore,
  createTill,
  JOURNAL_STORES,
  type JournalStores,
  type Till,
  type TillOptions,
} from '@pos/pos-logic'
import { fileStorage, followNotices, gzip, newDeviceKey, newHasher, sha256 } from '@pos/pos-logic/node'
import { nodeScheduler, steadyMs, systemClock, uuidv7Ids } from '@pos/server-kit'
import type { BigCompany } from './head-office.ts'

export type BigTill = {
  readonly till: Till
  /** From the request for the first catalogue until something can be priced. */
  readonly firstCopyMs: number
  readonly stop: () => Promise<void>
  /** Opens the stopped till on its journal again, and closes it. In ms, until it could sell. */
  readonly reopen: () => Promise<number>
}

export type TillPlace = { readonly folder: string; readonly storeUrl: string; readonly enrolmentCode: string }

/** A till in this process with a journal on disk: enrolled, following notices, signed in, its shift open. */
export async function openBigTill(
  { folder, storeUrl, enrolmentCode }: TillPlace,
  company: BigCompany,
): Promise<BigTill> {
  mkdirSync(folder, { recursive: true })
  const deviceKey = newDeviceKey()
  const options = async (): Promise<TillOptions> => {
    const storage = await fileStorage<JournalStores>({ folder, names: JOURNAL_STORES })
    const connection = connectStore({ baseUrl: storeUrl, storage, deviceKey, clock: systemClock, sha256, gzip })
    return { ...connection, ...WORLD, storage, deviceKey, newHasher, sha256 }
  }
  const world = await options()
  const till = await createTill(world)
  await till.setUp.enrol(enrolmentCode)
  const start = performance.now()
  till.start()
  while (!till.catalogue.isUsable) await sleep(5)
  const firstCopyMs = performance.now() - start
  await till.setUp.takeRegister(company.registerId)
  await till.staff.signIn(company.cashier.userId, company.cashier.pin)
  await till.shifts.open({ floatMinor: 10_000 })
  const unfollow = followNotices({
    ...world,
    baseUrl: storeUrl,
    onVersion: (version) => till.puller.notify(version),
    onOpen: () => {
      till.puller.wake()
      till.pusher.heard()
    },
  })
  return {
    till,
    firstCopyMs,
    stop: () => {
      unfollow()
      return till.stop()
    },
    reopen: async () => {
      const openedAt = performance.now()
      const again = await createTill(await options())
      if (!again.catalogue.isUsable) throw new Error('the till lost its catalogue')
      const ms = performance.now() - openedAt
      await again.stop()
      return ms
    },
  }
}

const quiet = () => {}
const WORLD = {
  clock: systemClock,
  steadyMs,
  ids: uuidv7Ids,
  random: Math.random,
  scheduler: nodeScheduler,
  log: { info: quiet, warn: quiet },
  device: { name: 'Till of the bench', platform: 'bench', storage: 'native', appVersion: '0.1.0' },
} as const
