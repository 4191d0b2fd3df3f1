import { DomainError } from '@pos/core'
import type { StoreTx } from '@pos/db'
import type { RegisterId, StoreId } from '@pos/shared-types'

export type Register = {
  readonly id: RegisterId
  readonly code: string
  readonly name: string
  readonly status: 'active' | 'retired'
}

export function findRegister(catalog: StoreTx['catalog'], storeId: StoreId, id: RegisterId): Register | undefined {
  return catalog
    .prepare<Register>(
      'select id, code, name, status from registers where id = ? and store_id = ? and deleted_at is null',
    )
    .get([id, storeId])
}

/** @throws DomainError CATALOGUE_INCOMPLETE when head office gave the store no location */
export function findDefaultLocation(catalog: StoreTx['catalog'], storeId: StoreId): string {
  const row = catalog
    .prepare<{ id: string }>(
      'select id from stock_locations where store_id = ? and is_default = 1 and deleted_at is null order by id limit 1',
    )
    .get([storeId])
  if (!row) throw new DomainError('CATALOGUE_INCOMPLETE')
  return row.id
}
