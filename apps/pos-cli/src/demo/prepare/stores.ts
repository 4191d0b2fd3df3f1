import type { Unit } from '@pos/core'
import type { HqTx } from '@pos/db'
import { newRef } from '@pos/hq-server'
import type { DemoChain, DemoStore } from '../types.ts'
import type { ChainIds } from './chain-ids.ts'

/** Stores with their registers and sales floors, all still planned: a store opens when its server claims it. */
export async function seedStores(unit: Unit<HqTx>, ids: ChainIds, { stores }: DemoChain): Promise<void> {
  const { tx } = unit
  await tx.insert(
    'stores',
    stores.map((store) => storeRow(unit, ids, store)),
  )
  for (const store of stores) {
    const storeId = ids.of('store', store.code)
    tx.touch('store', storeId, 'U', storeId)
    const registers = store.registers.map((register) => ({
      ...newRef(unit),
      id: ids.of('register', `${store.code} ${register.code}`),
      storeId,
      ...register,
      status: 'active' as const,
    }))
    await tx.insert('registers', registers)
    for (const register of registers) tx.touch('register', register.id, 'U', storeId)
    const locationId = ids.of('location', store.code)
    await tx.insert('stockLocations', [
      {
        ...newRef(unit),
        id: locationId,
        storeId,
        code: 'FLOOR',
        name: 'Sales floor',
        kind: 'floor',
        isSellable: true,
        isDefault: true,
      },
    ])
    tx.touch('stock_location', locationId, 'U', storeId)
  }
}

function storeRow(unit: Unit<HqTx>, ids: ChainIds, store: DemoStore) {
  const {
    code,
    name,
    legalName,
    addressLine1,
    city,
    region,
    postalCode,
    country,
    phone,
    timeZone,
    dayStartsMin,
    currency,
    locale,
  } = store
  return {
    ...newRef(unit),
    id: ids.of('store', code),
    code,
    name,
    kind: 'shop' as const,
    legalName,
    addressLine1,
    city,
    region,
    postalCode,
    country,
    phone,
    timeZone,
    dayStartsMin,
    currency,
    locale,
    taxZoneId: ids.of('tax_zone', store.taxZoneCode),
    priceListId: ids.of('price_list', store.priceListCode),
    status: 'planned' as const,
  }
}
