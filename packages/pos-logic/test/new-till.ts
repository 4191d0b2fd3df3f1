import { fakeClock, seededRandom, sequentialIds, type FakeClock } from '@pos/testing'
import {
  createTill,
  JOURNAL_STORES,
  memoryStorage,
  type JournalStores,
  type Till,
  type TillOptions,
  type TillStorage,
} from '../src/index.ts'
import { newDeviceKey, newHasher, sha256 } from '../src/node/index.ts'
import { CASHIER, MemoryStore, PIN } from './memory-store.ts'
import { REGISTER } from './shop.ts'

export type TillUnderTest = {
  readonly till: Till
  readonly store: MemoryStore
  readonly clock: FakeClock
  readonly storage: TillStorage
  readonly options: TillOptions
}

let sources = 0

export function tillOptions(store: MemoryStore, storage: TillStorage, clock: FakeClock): TillOptions {
  sources += 1
  return {
    storage,
    api: store.api,
    push: store.push,
    offer: store.offer,
    pull: store.pull,
    digests: store.digests,
    clock,
    // Follows the fake clock, and runs on by itself.
    syncClock: { now: () => clock.now() + Math.round(performance.now()) },
    ids: sequentialIds(sources),
    sha256,
    newHasher,
    steadyMs: () => performance.now(),
    random: seededRandom(sources),
    scheduler: {
      after: (delay, work) => {
        const timer = setTimeout(work, delay)
        return () => clearTimeout(timer)
      },
    },
    log: { info: () => undefined, warn: () => undefined },
    deviceKey: newDeviceKey(),
    device: { name: 'Till 1', platform: 'test', storage: 'native', appVersion: '0.1.0' },
  }
}

/** A till that is enrolled, holds its register, has its catalogue and a cashier. */
export async function newTill(
  store = new MemoryStore(),
  storage: TillStorage = memoryStorage<JournalStores>(JOURNAL_STORES),
  clock = fakeClock(),
): Promise<TillUnderTest> {
  const options = tillOptions(store, storage, clock)
  const till = await createTill(options)
  await till.setUp.enrol('ABCDEF')
  till.puller.start()
  await waitUntil(() => till.catalogue.isUsable)
  await till.setUp.takeRegister(REGISTER)
  await till.staff.signIn(CASHIER, PIN)
  return { till, store, clock, storage, options }
}

/** The same with a shift open. */
export async function openTill(...given: Parameters<typeof newTill>): Promise<TillUnderTest> {
  const made = await newTill(...given)
  await made.till.shifts.open({ floatMinor: 10_000 })
  return made
}

export async function waitUntil(isTrue: () => boolean | Promise<boolean>, limitMs = 5_000): Promise<void> {
  const end = Date.now() + limitMs
  while (!(await isTrue())) {
    if (Date.now() > end) throw new Error('waited too long')
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
}
