import { productSearchMatch, type StoreTx } from '@pos/db'
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

/** A scanned or typed code finds its item at once; otherwise every word must begin a word of the product. */
export function searchItems(catalog: StoreTx['catalog'], view: SellingView, text: string, limit: number): Item[] {
  const exact = view.itemByCode(text.trim())
  if (exact?.isActive) return [exact]
  const words = productSearchMatch(text)
  if (words === undefined) return []
  const ids = catalog.prepare<{ id: VariantId }>(MATCHES).all({ words, limit })
  return ids.flatMap(({ id }) => view.item(id) ?? [])
}
