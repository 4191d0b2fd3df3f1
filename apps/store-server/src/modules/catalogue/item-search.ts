import { productSearchMatch, wholeWordsMatch, type StoreTx } from '@pos/db'
import type { VariantId } from '@pos/shared-types'
import type { Item } from '../../selling/item.ts'
import type { SellingView } from '../../selling/selling-catalogue.ts'

const MATCHES = `
  select v.id from product_search s
  join products p on p.row_no = s.rowid
  join product_variants v on v.product_id = p.id
  where product_search match :words and p.deleted_at is null and p.status = 'active'
    and v.deleted_at is null and v.status = 'active'
  limit :limit`

/**
 * A scanned or typed code finds its item at once; otherwise every word must begin a word of the product. Where enough
 * products have all of them as whole words, those are the answer.
 */
export function searchItems(catalog: StoreTx['catalog'], view: SellingView, text: string, limit: number): Item[] {
  const exact = view.itemByCode(text.trim())
  if (exact?.isActive) return [exact]
  const matches = (words: string | undefined) =>
    words === undefined ? [] : catalog.prepare<{ id: VariantId }>(MATCHES).all({ words, limit })
  const whole = matches(wholeWordsMatch(text))
  const found = whole.length === limit ? whole : matches(productSearchMatch(text))
  return found.flatMap(({ id }) => view.item(id) ?? [])
}
