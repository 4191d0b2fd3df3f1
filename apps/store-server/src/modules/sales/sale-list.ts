import type { StoreTx } from '@pos/db'
import type { BusinessDate, listSales as listCommand, ResponseOf } from '@pos/shared-types'
import type { KeysetMark } from '@pos/server-kit'

type SaleRow = ResponseOf<typeof listCommand>['items'][number]
type Filter = { readonly from?: BusinessDate | undefined; readonly to?: BusinessDate | undefined }

const SQL = `
  select id, store_id as storeId, document_no as documentNo, kind, business_on as businessOn,
    completed_at as completedAt, total_minor as totalMinor, currency
  from sales
  where business_on between :from and :to and (completed_at, id) < (:at, :id)
  order by completed_at desc, id desc limit :limit`

export function listSales(tx: StoreTx, { from, to }: Filter, before: KeysetMark, limit: number): SaleRow[] {
  return tx.prepare<SaleRow>(SQL).all({ from: from ?? '0000-01-01', to: to ?? '9999-12-31', ...before, limit })
}
