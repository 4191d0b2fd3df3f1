import type { StoreTx } from '@pos/db'
import type { LineageId } from '@pos/shared-types'

const OWN = `
  select 1 as one from lineages l join devices d on d.id = l.device_id and d.kind = 'store_server' where l.id = ?`
const COUNT = `
  select count(*) as count from lineages l join devices d on d.id = l.device_id and d.kind = 'store_server'`
const LAST_SEQ = `select seq from sqlite_sequence where name = 'outbox'`

/** Whether a lineage is, or was, this store server's own. */
export function isOwnLineage(tx: StoreTx, id: LineageId): boolean {
  return tx.prepare(OWN).get([id]) !== undefined
}

/** Whether this database was restored or copied once: it cannot know everything that was done in its name. */
export function hasSeveralLives(tx: StoreTx): boolean {
  return (tx.prepare<{ count: number }>(COUNT).get()?.count ?? 0) > 1
}

/** The last position the outbox gave, whether its event is still there or not. */
export function lastOutboxSeq(tx: StoreTx): number {
  return tx.prepare<{ seq: number }>(LAST_SEQ).get()?.seq ?? 0
}
