import type { Context, UnitOfWork } from '@pos/core'
import type { HqTx } from '@pos/db'
import { sequentialIds, testContext, TEST_START, TEST_STORE, TEST_TENANT } from '@pos/testing'

const ids = sequentialIds(0xca7)
const at = TEST_START

export const OTHER_STORE = '019cad5e-0000-7000-8000-0000000000a2'
export const atHq = (changes: Partial<Context> = {}): Context => testContext({ appContext: 'peer', ...changes })

const ref = (id: string) => ({ id, tenantId: TEST_TENANT, revision: 1, createdAt: at, updatedAt: at })

export type SmallCatalogue = {
  readonly taxZoneId: string
  readonly taxGroupId: string
  readonly departmentId: string
  readonly unitId: string
  readonly priceListId: string
}
export type AddedProduct = { readonly productId: string; readonly variantId: string; readonly priceId: string }

/** A tenant with one store and what a product needs before it can exist. */
export async function addCatalogue(unitOfWork: UnitOfWork<HqTx>): Promise<SmallCatalogue> {
  const [taxZoneId, taxGroupId, departmentId, unitId, priceListId] = [
    ids.next(),
    ids.next(),
    ids.next(),
    ids.next(),
    ids.next(),
  ]
  await unitOfWork.write(atHq(), 'seed', async ({ tx }) => {
    await tx.insert('tenants', [
      {
        id: TEST_TENANT,
        slug: 'test',
        name: 'Test',
        state: 'active',
        country: 'ES',
        currency: 'EUR',
        locale: 'es',
        createdAt: at,
      },
    ])
    await tx.insert('taxZones', [{ ...ref(taxZoneId), code: 'Z', name: 'Zone', country: 'ES' }])
    await tx.insert('taxRates', [
      { ...ref(ids.next()), code: 'R', name: 'IVA', kind: 'percent', ratePpm: 210_000, validFromOn: '2020-01-01' },
    ])
    await tx.insert('taxGroups', [{ ...ref(taxGroupId), code: 'G', name: 'General' }])
    await tx.insert('taxGroupRates', [
      { tenantId: TEST_TENANT, taxGroupId, taxZoneId, taxRateCode: 'R', position: 1, isCompound: false },
    ])
    await tx.insert('priceLists', [
      {
        ...ref(priceListId),
        code: 'L',
        name: 'List',
        currency: 'EUR',
        isTaxIncluded: true,
        priority: 1,
        isActive: true,
      },
    ])
    await tx.insert(
      'stores',
      [TEST_STORE, OTHER_STORE].map((id, index) => ({
        ...ref(id),
        code: `S${index}`,
        name: 'Store',
        kind: 'shop' as const,
        legalName: 'Store',
        addressLine1: 'Street',
        city: 'City',
        country: 'ES',
        timeZone: 'Europe/Madrid',
        dayStartsMin: 0,
        currency: 'EUR',
        locale: 'es',
        taxZoneId,
        priceListId,
        status: 'open' as const,
      })),
    )
    await tx.insert('departments', [{ ...ref(departmentId), code: 'D', name: 'Department' }])
    await tx.insert('units', [
      { ...ref(unitId), code: 'pc', name: 'Piece', dimension: 'count', decimals: 0, factorNum: 1, factorDen: 1 },
    ])
    for (const [entity, id] of [
      ['tenant', TEST_TENANT],
      ['tax_zone', taxZoneId],
      ['tax_group', taxGroupId],
      ['price_list', priceListId],
      ['store', TEST_STORE],
      ['department', departmentId],
      ['unit', unitId],
    ] as const)
      tx.touch(entity, id)
  })
  return { taxZoneId, taxGroupId, departmentId, unitId, priceListId }
}

let count = 0

/** A product with a variant, a barcode, a text and a price, in the unit of `tx`. */
export async function addProduct(tx: HqTx, small: SmallCatalogue, name = 'Plátano'): Promise<AddedProduct> {
  const [productId, variantId, priceId] = [ids.next(), ids.next(), ids.next()]
  count += 1
  const { departmentId, taxGroupId, unitId, priceListId } = small
  await tx.insert('products', [
    {
      ...ref(productId),
      code: `P${count}`,
      name,
      receiptName: name,
      kind: 'goods',
      departmentId,
      taxGroupId,
      baseUnitId: unitId,
      tracking: 'none',
      hasExpiry: false,
      isWeighed: true,
      isOpenPrice: false,
      isDiscountable: true,
      isReturnable: true,
      assortment: 'all',
      isOnWeb: false,
      status: 'active',
      custom: { colour: 'yellow' },
    },
  ])
  await tx.insert('productTexts', [
    { tenantId: TEST_TENANT, productId, locale: 'en', name: `${name} (en)`, receiptName: name },
  ])
  await tx.insert('productVariants', [
    { ...ref(variantId), productId, sku: `SKU-${count}`, position: 1, status: 'active' },
  ])
  await tx.insert('barcodes', [
    {
      tenantId: TEST_TENANT,
      id: ids.next(),
      code: String(4_000_000_000_000 + count),
      kind: 'ean13',
      variantId,
      isPrimary: true,
    },
  ])
  await tx.insert('prices', [
    {
      tenantId: TEST_TENANT,
      id: priceId,
      priceListId,
      variantId,
      minQuantityMilli: 0,
      validFromLocal: '2026-01-01T00:00',
      priceMinor: 100,
      perMilli: 1000,
      createdById: ids.next(),
      createdAt: at,
    },
  ])
  tx.touch('product', productId)
  tx.touch('price', priceId)
  return { productId, variantId, priceId }
}
