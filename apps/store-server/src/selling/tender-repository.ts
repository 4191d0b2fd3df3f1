import type { StoreTx } from '@pos/db'
import type { TenderType } from '@pos/domain'

type Flag = 'canGiveChange' | 'canRefund' | 'isActive' | 'isCounted'
type Row = Omit<TenderType, Flag> & Record<Flag, number>

const SQL = `
  select id, name, kind, currency, can_give_change as canGiveChange, can_refund as canRefund, is_active as isActive,
    is_counted as isCounted, rounding_minor as roundingMinor, rounding_mode as roundingMode
  from tender_types where deleted_at is null order by position, code`

/** A tender as selling and the drawer see it. */
export type StoreTender = TenderType & { readonly isCounted: boolean }

export function readTenderTypes(catalog: StoreTx['catalog']): StoreTender[] {
  return catalog
    .prepare<Row>(SQL)
    .all()
    .map((row) => ({
      ...row,
      canGiveChange: row.canGiveChange === 1,
      canRefund: row.canRefund === 1,
      isActive: row.isActive === 1,
      isCounted: row.isCounted === 1,
    }))
}
