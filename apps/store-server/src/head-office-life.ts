import type { Unit } from '@pos/core'
import type { StoreTx } from '@pos/db'

const NEW = `
  select c.epoch from sync_cursors c where c.feed = 'hq' and c.is_complete = 1`
const KNOWN = 'select hq_epoch as epoch from store_identity where singleton = 1'
const KEEP = 'update store_identity set hq_epoch = ? where singleton = 1'

/** The life of head office this store has not offered its events to; undefined when it is the one it knows. */
export function unknownLife(tx: StoreTx): string | undefined {
  const known = tx.prepare<{ epoch: string | null }>(KNOWN).get()?.epoch
  const now = tx.catalog.prepare<{ epoch: string }>(NEW).get()?.epoch
  return now === known ? undefined : now
}

/** Keeps which life of head office has everything; null when that is not certain any more. */
export function keepLife({ tx }: Unit<StoreTx>, epoch: string | null): void {
  tx.prepare(KEEP).run([epoch])
}
