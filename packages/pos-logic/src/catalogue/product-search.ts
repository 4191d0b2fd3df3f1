import type { CatalogueProduct } from './records.ts'

/** A product and the folded text that it is found by. */
export type Searched = { readonly product: CatalogueProduct; readonly text: string }

const MARKS = /\p{M}/gu
const ASCII = /^[ -~]*$/

/** A text as a person means it who types fast: without case, without accents. */
export function foldText(text: string): string {
  const lower = text.toLowerCase()
  return ASCII.test(lower) ? lower : lower.normalize('NFD').replace(MARKS, '')
}

/**
 * Products on sale whose text holds every word of `wanted`: those that begin with it first, then those with a word that
 * does, then the others. A walk over all of them, which takes milliseconds for 100,000.
 */
export function searchProducts(products: Iterable<Searched>, wanted: string, limit: number): CatalogueProduct[] {
  const words = foldText(wanted)
    .split(/\s+/)
    .filter((word) => word !== '')
  const [first] = words
  if (first === undefined) return []
  const ranks: [CatalogueProduct[], CatalogueProduct[], CatalogueProduct[]] = [[], [], []]
  for (const { product, text } of products) {
    if (product.status !== 'active' || !words.every((word) => text.includes(word))) continue
    const rank = text.startsWith(first) ? 0 : text.includes(` ${first}`) ? 1 : 2
    ranks[rank].push(product)
    if (ranks[0].length >= limit) break
  }
  return ranks.flat().slice(0, limit)
}
