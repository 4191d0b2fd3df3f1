import { expect, test } from 'vitest'
import { foldText, searchProducts } from './product-search.ts'
import type { CatalogueProduct } from './records.ts'

const products = ['Café molido 500 g', 'Descafeinado', 'Leche entera 1 L', 'Té de leche', 'Pan de molde'].map(
  (name) => ({ product: { id: name, name, status: 'active' } as CatalogueProduct, text: foldText(name) }),
)
const search = (text: string, limit = 10) => searchProducts(products, text, limit).map(({ name }) => name)

test('case and accents do not matter, and every word must be there', () => {
  expect(search('CAFE')).toEqual(['Café molido 500 g', 'Descafeinado'])
  expect(search('molido café')).toEqual(['Café molido 500 g'])
  expect(search('té')).toContain('Té de leche')
  expect(search('café leche')).toEqual([])
})

test('names that begin with the word come first, then those with a word that does', () => {
  expect(search('le')).toEqual(['Leche entera 1 L', 'Té de leche'])
  expect(search('mol')).toEqual(['Café molido 500 g', 'Pan de molde'])
  expect(search('e', 2)).toHaveLength(2)
  expect(search('  ')).toEqual([])
})
