import type { StoreTx } from '@pos/db'
import type { SaleLineRecord } from '@pos/shared-types'

/** A reason a person may give, and what becomes of goods that come back for it. */
export type Reason = { readonly id: string; readonly kind: string; readonly restock: SaleLineRecord['restock'] }

export function readReasons(catalog: StoreTx['catalog']): ReadonlyMap<string, Reason> {
  const reasons = catalog.prepare<Reason>('select id, kind, restock from reason_codes where deleted_at is null').all()
  return new Map(reasons.map((reason) => [reason.id, reason]))
}
