import { beforeEach, describe, expect, test } from 'vitest'
import type Database from 'better-sqlite3'
import { migratedFile } from '../../test/migrated-file.ts'
import {
  indexProducts,
  productSearchMatch,
  rebuildProductSearch,
  unindexProducts,
  wholeWordsMatch,
} from './product-search.ts'

let catalog: Database.Database

beforeEach(() => {
  catalog = migratedFile('catalog')
  addProduct('p1', 'Jamón ibérico', 'JAM IBER', ['SKU-100'], [['en', 'Iberian ham']])
  addProduct('p2', 'Leche entera', 'LECHE', ['LE-1', 'LE-6'], [['en', 'Whole milk']])
  addProduct('p3', 'Piñata', 'PINATA', [], [])
  rebuildProductSearch(catalog)
})

function addProduct(id: string, name: string, receiptName: string, skus: string[], texts: [string, string][]): void {
  catalog
    .prepare(
      `insert into products (id, tenant_id, revision, created_at, updated_at, code, name, receipt_name, kind,
         department_id, tax_group_id, base_unit_id, tracking, has_expiry, is_weighed, is_open_price, is_discountable,
         is_returnable, assortment, is_on_web, status, version)
       values (?, 't', 1, 1, 1, ?, ?, ?, 'goods', 'd', 'g', 'u', 'none', 0, 0, 0, 1, 1, 'all', 0, 'active', 1)`,
    )
    .run(id, id, name, receiptName)
  for (const sku of skus) {
    catalog
      .prepare(
        `insert into product_variants (id, tenant_id, revision, created_at, updated_at, product_id, sku, position, status, version)
         values (?, 't', 1, 1, 1, ?, ?, 0, 'active', 1)`,
      )
      .run(`${id}-${sku}`, id, sku)
  }
  for (const [locale, text] of texts) {
    catalog
      .prepare(
        `insert into product_texts (tenant_id, product_id, locale, name, receipt_name, version) values ('t', ?, ?, ?, ?, 1)`,
      )
      .run(id, locale, text, text)
  }
}

function found(typed: string, match = productSearchMatch): string[] {
  return catalog
    .prepare<[string | undefined], string>(
      `select p.id from product_search s join products p on p.row_no = s.rowid where product_search match ? order by p.id`,
    )
    .pluck()
    .all(match(typed))
}

describe('the search of a till', () => {
  test.each([
    ['the start of a word', 'lech', ['p2']],
    ['two words in any order', 'ent lec', ['p2']],
    ['a word without its accent', 'jamon', ['p1']],
    ['a word with an accent it does not have', 'léche', ['p2']],
    ['capitals', 'PIÑA', ['p3']],
    ['a single letter', 'l', ['p2']],
    ['a translation', 'milk', ['p2']],
    ['an SKU with its sign', 'sku-100', ['p1']],
    ['one of several SKUs', 'le-6', ['p2']],
    ['the text on the receipt', 'iber', ['p1']],
    ['words of two products', 'jamon leche', []],
    ['query syntax', 'name:jam* OR "', []],
  ])('finds by %s', (_what, typed, products) => {
    expect(found(typed)).toEqual(products)
  })

  test('finds whole words apart from starts of words', () => {
    expect([found('léche ENTERA', wholeWordsMatch), found('leche ent', wholeWordsMatch)]).toEqual([['p2'], []])
  })

  test('has nothing to look for in signs alone', () => {
    expect([productSearchMatch(' -"* '), wholeWordsMatch(' -"* ')]).toEqual([undefined, undefined])
  })
})

describe('the search follows the products', () => {
  test('a renamed product is found by its new name only', () => {
    catalog.exec(`update products set name = 'Chorizo', receipt_name = 'CHOR' where id = 'p1'`)
    indexProducts(catalog, ['p1'])
    expect([found('chori'), found('iberico')]).toEqual([['p1'], []])
  })

  test('a product that came later is found', () => {
    addProduct('p4', 'Queso manchego', 'QUESO', ['Q-1'], [])
    indexProducts(catalog, ['p4', 'p2'])
    expect([found('mancheg'), found('leche')]).toEqual([['p4'], ['p2']])
  })

  test('a product that was deleted, or taken out, is not found', () => {
    catalog.exec(`update products set deleted_at = 5 where id = 'p1'`)
    indexProducts(catalog, ['p1'])
    unindexProducts(catalog, ['p2'])
    expect([found('jamon'), found('leche'), found('pinata')]).toEqual([[], [], ['p3']])
  })

  test('the index is sound after all of it', () => {
    indexProducts(catalog, ['p1', 'p2', 'p3'])
    unindexProducts(catalog, ['p3'])
    catalog.exec(`insert into product_search (product_search) values ('integrity-check')`)
  })
})
