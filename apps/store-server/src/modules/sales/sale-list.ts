import type { StoreTx } from '@pos/db'
import { readReceiptCode } from '@pos/domain'
import type { BusinessDate, listSales as listCommand, ResponseOf } from '@pos/shared-types'
import type { KeysetMark } from '@pos/server-kit'

type SaleRow = ResponseOf<typeof listCommand>['items'][number]
type Filter = {
  readonly from?: BusinessDate | undefined
  readonly to?: BusinessDate | undefined
  readonly receipt?: string | undefined
}

const ROW = `
  select id, store_id as storeId, document_no as documentNo, kind, business_on as businessOn,
    completed_at as completedAt, total_minor as totalMinor, currency
  from sales
  where business_on between :from and :to and (completed_at, id) < (:at, :id)`
const OF_RECEIPT = `
  and id in (
    select s.id from number_series n
      join sales s on s.register_id = n.register_id and s.series_id = n.id and s.number = :number
      where :documentNo is null or s.document_no = :documentNo
    union select s.id from sales s where s.check_code = :checkCode)`
const NEWEST_FIRST = ' order by completed_at desc, id desc limit :limit'

export function listSales(tx: StoreTx, filter: Filter, before: KeysetMark, limit: number): SaleRow[] {
  const given = { from: filter.from ?? '0000-01-01', to: filter.to ?? '9999-12-31', ...before, limit }
  if (filter.receipt === undefined) return tx.prepare<SaleRow>(ROW + NEWEST_FIRST).all(given)
  return tx.prepare<SaleRow>(ROW + OF_RECEIPT + NEWEST_FIRST).all({ ...given, ...readReceiptCode(filter.receipt) })
}
