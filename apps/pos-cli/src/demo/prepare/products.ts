import type { Unit } from '@pos/core'
import type { HqTx } from '@pos/db'
import { newRef } from '@pos/hq-server'
import type { DemoProduct } from '../types.ts'
import type { ChainIds } from './chain-ids.ts'

/** Before the first day of sales. */
const PRICES_FROM = '2020-01-01T00:00'

export async function seedProducts(unit: Unit<HqTx>, ids: ChainIds, products: readonly DemoProduct[]): Promise<void> {
  const { tx, tenantId } = unit
  await tx.insert(
    'products',
    products.map((product) => productRow(unit, ids, product)),
  )
  await tx.insert(
    'productVariants',
    products.map(({ code, sku }) => ({
      ...newRef(unit),
      id: ids.of('variant', sku),
      productId: ids.of('product', code),
      sku,
      position: 0,
      status: 'active' as const,
    })),
  )
  const texts = products.flatMap(({ code, texts: own }) =>
    own.map((text) => ({ productId: ids.of('product', code), ...text })),
  )
  await tx.insert('productTexts', texts, { tenantId })
  const packs = products.flatMap(({ sku, packs: own }) =>
    own.map((pack) => ({ id: ids.of('pack', `${sku} ${pack.code}`), variantId: ids.of('variant', sku), ...pack })),
  )
  if (packs.length > 0) await tx.insert('variantPacks', packs, { tenantId })
  const barcodes = products.flatMap(({ sku, barcodes: own }) =>
    own.map(({ packCode, ...barcode }) => ({
      id: ids.of('barcode', barcode.code),
      variantId: ids.of('variant', sku),
      packId: packCode === null ? null : ids.of('pack', `${sku} ${packCode}`),
      ...barcode,
    })),
  )
  await tx.insert('barcodes', barcodes, { tenantId })
  for (const { code } of products) tx.touch('product', ids.of('product', code))
}

function productRow(unit: Unit<HqTx>, ids: ChainIds, product: DemoProduct) {
  const { code, name, receiptName, isWeighed } = product
  return {
    ...newRef(unit),
    id: ids.of('product', code),
    code,
    name,
    receiptName,
    kind: 'goods' as const,
    departmentId: ids.of('department', product.departmentCode),
    taxGroupId: ids.of('tax_group', product.taxGroupCode),
    baseUnitId: ids.of('unit', product.unitCode),
    tracking: 'none' as const,
    hasExpiry: false,
    isWeighed,
    isOpenPrice: false,
    isDiscountable: true,
    isReturnable: true,
    assortment: 'all' as const,
    isOnWeb: false,
    status: 'active' as const,
  }
}

export async function seedPrices(unit: Unit<HqTx>, ids: ChainIds, products: readonly DemoProduct[]): Promise<void> {
  const { tx, tenantId } = unit
  const prices = products.map(({ sku, priceMinor }) => ({
    id: ids.of('price', sku),
    priceListId: ids.of('price_list', 'RETAIL'),
    variantId: ids.of('variant', sku),
    minQuantityMilli: 0,
    validFromLocal: PRICES_FROM,
    priceMinor,
    perMilli: 1000,
    createdById: ids.of('user', 'edwin'),
    createdAt: unit.at,
  }))
  await tx.insert('prices', prices, { tenantId })
  const costs = products.map(({ sku, costMinor }) => ({
    id: ids.of('cost', sku),
    variantId: ids.of('variant', sku),
    storeId: null,
    kind: 'average' as const,
    costMinor,
    perMilli: 1000,
    currency: 'USD',
    asOfAt: unit.at,
  }))
  await tx.insert('productCosts', costs, { tenantId })
  for (const price of prices) tx.touch('price', price.id)
  for (const cost of costs) tx.touch('product_cost', cost.id)
}
