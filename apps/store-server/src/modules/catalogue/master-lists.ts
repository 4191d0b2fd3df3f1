import type { StoreTx } from '@pos/db'
import type {
  listDepartments as departmentsCommand,
  listReasons as reasonsCommand,
  listTenders as tendersCommand,
  ResponseOf,
} from '@pos/shared-types'

type Department = ResponseOf<typeof departmentsCommand>['items'][number]
type Tender = ResponseOf<typeof tendersCommand>['items'][number]
type Flag = 'canGiveChange' | 'canRefund' | 'isCounted' | 'isActive'
type TenderRow = Omit<Tender, Flag> & Record<Flag, number>
type Reason = ResponseOf<typeof reasonsCommand>['items'][number]
type Catalog = StoreTx['catalog']

export function listDepartments(catalog: Catalog): Department[] {
  return catalog
    .prepare<Department>(
      `select id, code, name, parent_id as parentId, tax_group_id as taxGroupId, revision
       from departments where deleted_at is null order by code`,
    )
    .all()
}

export function listTenders(catalog: Catalog): Tender[] {
  return catalog
    .prepare<TenderRow>(
      `select id, code, name, kind, currency, can_give_change as canGiveChange, can_refund as canRefund,
         is_counted as isCounted, rounding_minor as roundingMinor, rounding_mode as roundingMode, is_active as isActive
       from tender_types where deleted_at is null order by position, code`,
    )
    .all()
    .map((row) => ({
      ...row,
      canGiveChange: row.canGiveChange === 1,
      canRefund: row.canRefund === 1,
      isCounted: row.isCounted === 1,
      isActive: row.isActive === 1,
    }))
}

export function listReasons(catalog: Catalog): Reason[] {
  return catalog
    .prepare<Reason>(
      'select id, kind, code, name, restock from reason_codes where deleted_at is null order by kind, code',
    )
    .all()
}
