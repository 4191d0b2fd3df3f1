import type { CatalogTx } from '@pos/db'

// Without content of its own: `products.row_no` leads from a hit to its product.
const FILL = `insert into product_search (rowid, name, receipt_name, sku, texts)
  select p.row_no, p.name, p.receipt_name,
    coalesce((select group_concat(v.sku, ' ') from product_variants v where v.product_id = p.id), ''),
    coalesce((select group_concat(t.name || ' ' || t.receipt_name, ' ') from product_texts t where t.product_id = p.id), '')
  from products p`
const FORGET = 'delete from product_search where rowid = (select row_no from products where id = ?)'

/** Makes every product of a new catalogue findable. */
export function indexAllProducts(tx: CatalogTx): void {
  tx.prepare(FILL).run()
}

/** Makes a product findable that was just written. */
export function indexProduct(tx: CatalogTx, id: string): void {
  tx.prepare(`${FILL} where p.id = ?`).run([id])
}

/** Takes a product out of the search, before it is changed or removed. */
export function forgetProduct(tx: CatalogTx, id: string): void {
  tx.prepare(FORGET).run([id])
}
