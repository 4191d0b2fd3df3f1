import type { Clock } from '@pos/core'
import type { Random, Scheduler } from '@pos/sync-engine'
import { connectStore } from '../http/connect-store.ts'
import { JOURNAL_STORES, type JournalStores } from '../journal/journal-stores.ts'
import { beginTill, type Till } from '../till/till.ts'
import { askPersistence } from './ask-persistence.ts'
import { browserDeviceKey } from './device-key.ts'
import { newHasher, sha256 } from './digests.ts'
import { followNotices } from './follow-notices.ts'
import { gzip } from './gzip.ts'
import { indexedDbStorage } from './indexed-db-storage.ts'
import { ownTab } from './own-tab.ts'
import { browserClock, browserIds, browserRandom, browserScheduler, consoleLog } from './ports.ts'

/** The mark on the page's timeline when every product can be scanned. */
const GOODS_READ = 'till goods read'

export type BrowserTillOptions = {
  /** Origin of the store server. */
  readonly baseUrl: string
  readonly appVersion: string
  /** Of the databases and of the lock; `pos-till` unless told. */
  readonly name?: string | undefined
  /** Another tab of this browser is the till; the promise waits for it to close. */
  readonly onOtherTab?: (() => void) | undefined
  readonly device?: { readonly name?: string; readonly platform?: string } | undefined
  readonly pollMs?: number | undefined
}

export type BrowserTill = {
  readonly till: Till
  readonly clock: Clock
  readonly scheduler: Scheduler
  readonly random: Random
  /** Whether the browser may throw the journal away when the disk runs short. */
  readonly persistence: 'persistent' | 'best_effort'
  /** Begins to send, to fetch and to listen. Once, and after the till was enrolled. */
  readonly start: () => void
  /** Ends what is under way and lets another tab be the till. */
  readonly stop: () => Promise<void>
}

/**
 * Opens the till of this browser: its journal, its key, its catalogue from the cache. It does not need the store to be
 * there. Somebody can sign in at once; goods can be looked up when `till.loaded()` has resolved. One tab at a time.
 */
export async function openBrowserTill(options: BrowserTillOptions): Promise<BrowserTill> {
  const { baseUrl, appVersion, name = 'pos-till', onOtherTab, device, pollMs } = options
  const tab = await ownTab(name, onOtherTab)
  const [storage, deviceKey, persistence] = await Promise.all([
    indexedDbStorage<JournalStores>({ name, names: JOURNAL_STORES }),
    browserDeviceKey(`${name}-key`),
    askPersistence(),
  ])
  const clock = browserClock
  const [scheduler, random] = [browserScheduler, browserRandom]
  const connection = { baseUrl, storage, deviceKey, clock, sha256, gzip }
  const till = await beginTill({
    ...connectStore(connection),
    storage,
    deviceKey,
    sha256,
    newHasher,
    clock,
    steadyMs: () => performance.now(),
    ids: browserIds,
    random,
    scheduler,
    log: consoleLog,
    device: {
      name: device?.name ?? 'Browser',
      platform: (device?.platform ?? navigator.userAgent).slice(0, 100),
      storage: persistence,
      appVersion,
    },
    pollMs,
  })
  // Who waits for the goods is told of a failure by `loaded`.
  till.loaded().then(
    () => performance.mark(GOODS_READ),
    () => undefined,
  )
  let stopFollowing = () => {}
  let isStarted = false
  return {
    till,
    clock,
    scheduler,
    random,
    persistence,
    start() {
      if (isStarted) return
      isStarted = true
      till.start()
      stopFollowing = followNotices({
        ...connection,
        scheduler,
        random,
        onVersion: (version) => till.puller.notify(version),
        onOpen: () => {
          till.puller.wake()
          till.pusher.heard()
        },
      })
    },
    async stop() {
      stopFollowing()
      await till.stop()
      tab.release()
    },
  }
}
