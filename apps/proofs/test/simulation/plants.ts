import { join } from 'node:path'
import type { TillStorage } from '@pos/pos-logic'
import type { Scheduler } from '@pos/sync-engine'
import Database from 'better-sqlite3'
import type { Mask } from './masks.ts'

/**
 * Bugs that are planted on purpose, each one that some product has shipped: a world that does not find one proves
 * nothing.
 */
export const PLANTS = [
  /** Versions are given when a change begins, and become visible when it commits. */
  'version at the beginning',
  /** Whether an event is known is looked up beside the transaction that takes it in. */
  'check, then insert',
  /** The position in the feed is stored before the rows. */
  'cursor before data',
  /** What was not sent is sent with the next sale. */
  'retry on new write only',
  /** A commit is answered before it is on the disk. */
  'not synced',
  /** The number of a receipt is taken when the cart is opened. */
  'early number',
  /** Every store gets every document. */
  'no store scope',
  /** The outbox gives the position of an event that was deleted to the next one. */
  'no autoincrement',
  /** A node takes the digest of its peer for its own. */
  'adopt the digest of the peer',
  /** A level is what the store said last, in whatever order its words arrive. */
  'the last word of stock wins',
  /** What a till writes of a change is not what it read; nobody looks at it for a long time. */
  'a row rots at a till',
] as const
export type Plant = (typeof PLANTS)[number]

/** Where a plant shows itself: what only many deaths or failures bring about is looked for where there are many. */
export function maskOf(plant: Plant): Partial<Mask> {
  if (plant === 'adopt the digest of the peer') return { forgets: true }
  return plant === 'the last word of stock wins' ? { deadlock: 0.3, misfit: 0.4 } : { crashAfterCommit: 0.15 }
}

type Writes = Parameters<TillStorage['commit']>[0]
const isReplica = (write: Writes[number]) => write.store === 'replica_state'

/** A till's storage with a bug in it, and what the bug does when the process dies. */
export function planted(storage: TillStorage, plant: Plant | undefined): TillStorage & { readonly die: () => void } {
  let undo: Writes = []
  let deaths = 0
  const commit: TillStorage['commit'] = async (asked, expected) => {
    const writes = plant === 'a row rots at a till' ? asked.map(rotten) : asked
    if (plant === 'cursor before data' && writes.some(isReplica)) {
      const life = deaths
      await storage.commit(writes.filter(isReplica), expected)
      if (deaths > life) return
      return storage.commit(writes.filter((write) => !isReplica(write)))
    }
    if (plant === 'not synced') undo = await before(storage, writes)
    const numbered =
      plant === 'early number' && writes.some(({ store }) => store === 'cart') ? await nextNumber(storage) : []
    return storage.commit([...writes, ...numbered], expected)
  }
  return {
    commit,
    get: (store, key) => storage.get(store, key),
    list: (store, range) => storage.list(store, range),
    close: () => storage.close(),
    die: () => {
      deaths += 1
      void storage.commit(undo)
      undo = []
    },
  }
}

/** Names of registers are on no receipt and in no price. */
function rotten(write: Writes[number]): Writes[number] {
  if (write.store !== 'replica' || write.value?.entry?.entity !== 'register') return write
  const { entry } = write.value
  return { ...write, value: { ...write.value, entry: { ...entry, record: { ...entry.record, name: 'Rotten' } } } }
}

async function before(storage: TillStorage, writes: Writes): Promise<Writes> {
  const values = await Promise.all(writes.map(({ store, key }) => storage.get(store, key)))
  return writes.map(({ store, key }, at) => ({ store, key, value: values[at] })) as unknown as Writes
}

async function nextNumber(storage: TillStorage): Promise<Writes> {
  const series = (await storage.list('series')).find(({ value }) => value.document === 'sale')
  if (!series) return []
  const value = { ...series.value, lastNumber: series.value.lastNumber + 1 }
  return [{ store: 'series', key: series.key, value }]
}

/** The timers of a process that has forgotten how to wait. */
export function plantedTimers(scheduler: Scheduler, plant: Plant | undefined): Scheduler {
  if (plant !== 'retry on new write only') return scheduler
  return { after: (delayMs, work) => (delayMs >= 1_000 ? () => {} : scheduler.after(delayMs, work)) }
}

/** A start that deletes the newest event because it was acknowledged, in an outbox that counts from what is left. */
export function forgetLastPosition(folder: string): void {
  const file = new Database(join(folder, 'ops.db'))
  file.exec(`delete from outbox where state = 'acked' and seq = (select max(seq) from outbox);
    update sqlite_sequence set seq = (select coalesce(max(seq), 0) from outbox) where name = 'outbox'`)
  file.close()
}
