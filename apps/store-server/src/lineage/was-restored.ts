import type { StoreTx } from '@pos/db'
import type { StoreIdentity } from '../identity.ts'
import { readMeta } from '../meta.ts'
import type { Mark } from './lineage-mark.ts'
import { isOwnLineage, lastOutboxSeq } from './own-lineages.ts'

/**
 * Whether the database is an older copy than the one that worked in this folder. A mark of a lineage that this database
 * has left behind is only late: the machine died between the two writes. A database that had a mark once and comes
 * without it comes from elsewhere.
 */
export function wasRestored(tx: StoreTx, { lineage }: StoreIdentity, mark: Mark | undefined): boolean {
  if (mark === undefined) return readMeta(tx, 'lineage_marked') !== undefined
  if (mark.lineage === lineage) return lastOutboxSeq(tx) < mark.lastSeq
  return !isOwnLineage(tx, mark.lineage)
}
