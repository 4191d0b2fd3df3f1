import { expect, test } from 'vitest'
import { ProductIndex } from './product-index.ts'
import type { CatalogueProduct } from './records.ts'

const product = (number: number, name: string): CatalogueProduct => ({
  id: `p${number}`,
  name,
  receiptName: name,
  kind: 'goods',
  departmentId: 'd',
  taxGroupId: 't',
  baseUnitId: 'u',
  isWeighed: false,
  isOpenPrice: false,
  isDiscountable: true,
  isReturnable: true,
  status: 'active',
  variants: [{ id: `v${number}`, sku: `S${number}`, name: null, status: 'active', barcodes: [], packs: [] }],
})

const shown = (index: ProductIndex, limit: number) => index.inDepartment('d', limit).map((found) => found.product.name)

test('the page of a department is what all of it, by name, begins with', () => {
  const index = new ProductIndex()
  const names = Array.from({ length: 200 }, (_, at) => `Té ${(at * 37) % 200}`)
  names.forEach((name, at) => index.put(product(at, name)))
  const sorted = Array.from({ length: 200 }, (_, at) => `Té ${at}`)
  for (const limit of [1, 60, 150, 60, 500]) expect(shown(index, limit)).toEqual(sorted.slice(0, limit))
})

test('a product with a new name is found by that one only, and stands where it belongs', () => {
  const index = new ProductIndex()
  index.put(product(1, 'Pan'))
  index.put(product(2, 'Leche'))
  expect(shown(index, 2)).toEqual(['Leche', 'Pan'])
  index.put(product(1, 'Bollo'))
  expect(shown(index, 2)).toEqual(['Bollo', 'Leche'])
  expect(index.search('pan', 5)).toEqual([])
  expect(index.search('bollo', 5).map((found) => found.variant.sku)).toEqual(['S1'])
  index.put({ ...product(1, 'Bollo'), status: 'discontinued' })
  expect([index.search('bollo', 5), shown(index, 5)]).toEqual([[], ['Leche']])
})
