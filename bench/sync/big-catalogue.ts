import type { Unit } from '@pos/core'
import type { HqTx } from '@pos/db'
import { newRef } from '@pos/hq-server'
import { uuidv7Ids } from '@pos/server-kit'
import { article, type Article } from './goods.ts'

/** What the articles of the bench refer to. */
export type GoodsPlace = {
  readonly departmentId: string
  readonly taxGroupId: string
  readonly baseUnitId: string
  readonly priceListId: string
  readonly userId: string
}

type Entry = Article & { readonly productId: string; readonly variantId: string; readonly priceId: string }

/** What one catalogue transaction may change at most. */
const CHUNK = 500

/** Writes articles 0 to `count - 1`, each a product, a variant, a barcode and a price, in units of bearable size. */
export async function seedArticles(
  write: (work: (unit: Unit<HqTx>) => Promise<void>) => Promise<void>,
  place: GoodsPlace,
  count: number,
): Promise<void> {
  const next = () => uuidv7Ids.next()
  for (let from = 0; from < count; from += CHUNK) {
    const entries = Array.from({ length: Math.min(CHUNK, count - from) }, (_, at) => ({
      ...article(from + at),
      productId: next(),
      variantId: next(),
      priceId: next(),
    }))
    await write((unit) => writeEntries(unit, place, entries))
  }
}

async function writeEntries(unit: Unit<HqTx>, place: GoodsPlace, entries: readonly Entry[]): Promise<void> {
  const { tx, tenantId } = unit
  const { priceListId, userId, ...goods } = place
  const kept = {
    isDiscountable: true,
    isReturnable: true,
    assortment: 'all',
    isOnWeb: false,
    status: 'active',
  } as const
  const plain = { kind: 'goods', tracking: 'none', hasExpiry: false, isWeighed: false, isOpenPrice: false } as const
  await tx.insert(
    'products',
    entries.map(({ productId: id, code, name, receiptName }) => ({ id, code, name, receiptName })),
    { ...newRef(unit), ...goods, ...plain, ...kept },
  )
  await tx.insert(
    'productVariants',
    entries.map(({ variantId: id, productId, code: sku }) => ({ id, productId, sku })),
    { ...newRef(unit), position: 0, status: 'active' },
  )
  await tx.insert(
    'barcodes',
    entries.map(({ variantId, barcode }) => ({
      id: uuidv7Ids.next(),
      variantId,
      code: barcode,
      gtin14: barcode.padStart(14, '0'),
    })),
    { tenantId, kind: 'ean13', isPrimary: true },
  )
  await tx.insert(
    'prices',
    entries.map(({ priceId: id, variantId, priceMinor }) => ({ id, variantId, priceMinor })),
    {
      tenantId,
      priceListId,
      minQuantityMilli: 0,
      validFromLocal: '2020-01-01T00:00',
      perMilli: 1000,
      createdById: userId,
      createdAt: unit.at,
    },
  )
  for (const { productId, priceId } of entries) {
    tx.touch('product', productId)
    tx.touch('price', priceId)
  }
}
