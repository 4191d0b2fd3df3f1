import type { StoreTx } from '@pos/db'
import type { TenderType } from '@pos/domain'

type Row = Omit<TenderType, 'canGiveChange' | 'canRefund' | 'isActive'> &
  Record<'canGiveChange' | 'canRefund' | 'isActive', number>

const SQL = `
  select id, name, kind, currency, can_give_change as canGiveChange, can_refund as canRefund, is_active as isActive,
    rounding_minor as roundingMinor, rounding_mode as roundingMode
  from tender_types where deleted_at is null order by position, code`

export function readTenderTypes(catalog: StoreTx['catalog']): TenderType[] {
  return catalog
    .prepare<Row>(SQL)
    .all()
    .map((row) => ({
      ...row,
      canGiveChange: row.canGiveChange === 1,
      canRefund: row.canRefund === 1,
      isActive: row.isActive === 1,
    }))
}
