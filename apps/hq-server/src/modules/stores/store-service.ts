import { DomainError, type Ids, type Unit } from '@pos/core'
import type { HqTx } from '@pos/db'
import type { BodyOf, createStore as createStoreCommand, StoreView } from '@pos/shared-types'
import { recordAudit, ValidationError } from '@pos/server-kit'
import { sql } from 'drizzle-orm'
import { newRef } from '../../ref-columns.ts'
import { codeTaken } from '../../unique-violation.ts'
import { findStore } from './store-repository.ts'

type NewStore = BodyOf<typeof createStoreCommand>

/** Adds a planned store with its sales floor. A store server takes it over with a provisioning token. */
export async function createStore(unit: Unit<HqTx>, ids: Ids, input: NewStore): Promise<StoreView> {
  if (!isTimeZone(input.timeZone)) throw new ValidationError([{ path: 'body.timeZone', problem: 'not_allowed' }])
  await refuseForeignPrices(unit, input)
  const id = ids.next()
  const stamp = newRef(unit)
  await codeTaken(input.code, () =>
    unit.tx.insert('stores', [
      {
        ...stamp,
        ...input,
        id,
        taxNumber: input.taxNumber ?? null,
        phone: input.phone ?? null,
        region: input.region ?? null,
        postalCode: input.postalCode ?? null,
        status: 'planned',
      },
    ]),
  )
  const locationId = ids.next()
  await unit.tx.insert('stockLocations', [
    {
      ...stamp,
      id: locationId,
      storeId: id,
      code: 'FLOOR',
      name: 'Sales floor',
      kind: 'floor',
      isSellable: true,
      isDefault: true,
    },
  ])
  unit.tx.touch('store', id, 'U', id)
  unit.tx.touch('stock_location', locationId, 'U', id)
  const { code, name, kind, currency, priceListId, taxZoneId } = input
  const after = { code, name, kind, currency, priceListId, taxZoneId }
  await recordAudit({ ...unit, storeId: id }, { category: 'system', action: 'stores.create', entityId: id, after })
  return storeOrRefuse(unit, id)
}

/** A store sells at the prices of its list as they stand, so both are in one currency. */
async function refuseForeignPrices({ tx, tenantId }: Unit<HqTx>, input: NewStore): Promise<void> {
  const [list] = await tx.query<{ currency: string }>(sql`
    select currency from price_lists where tenant_id = ${tenantId} and id = ${input.priceListId}`)
  if (!list) throw new DomainError('NOT_FOUND')
  if (list.currency !== input.currency) throw new ValidationError([{ path: 'body.currency', problem: 'not_allowed' }])
}

export async function storeOrRefuse(unit: Unit<HqTx>, id: string): Promise<StoreView> {
  const store = await findStore(unit.tx, unit.tenantId, id)
  if (!store) throw new DomainError('NOT_FOUND')
  return store
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}
