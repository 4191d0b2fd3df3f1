import { randomUUID } from 'node:crypto'
import { article } from '../sync/goods.ts'

const id = randomUUID()

/** What our replica has of a product, its variant, barcode and price, as one document. */
export function productDoc(index: number) {
  const { code, name, receiptName, barcode, priceMinor } = article(index)
  const gtin14 = barcode.padStart(14, '0')
  return {
    _id: code,
    name,
    receiptName,
    departmentId: id,
    taxGroupId: id,
    baseUnitId: id,
    kind: 'goods',
    tracking: 'none',
    isDiscountable: true,
    isReturnable: true,
    assortment: 'all',
    status: 'active',
    variants: [
      {
        id: randomUUID(),
        sku: code,
        status: 'active',
        barcodes: [{ id: randomUUID(), code: barcode, gtin14, kind: 'ean13', isPrimary: true }],
        prices: [{ id: randomUUID(), priceListId: id, priceMinor, perMilli: 1000, validFromLocal: '2020-01-01T00:00' }],
      },
    ],
  }
}
