import type { CatalogueProduct } from './records.ts'

const MARKS = /\p{M}/gu
const ASCII = /^[ -~]*$/

/** A text as a person means it who types fast: without case, without accents. */
export function foldText(text: string): string {
  const lower = text.toLowerCase()
  return ASCII.test(lower) ? lower : lower.normalize('NFD').replace(MARKS, '')
}

/**
 * Products whose folded text holds every word of `text`: those that begin with it first, then those with a word that
 * does, then the others. A walk over all of them, which takes milliseconds for 100,000.
 */
export function searchProducts(
  products: Iterable<CatalogueProduct>,
  folded: (product: CatalogueProduct) => string,
  text: string,
  limit: number,
): CatalogueProduct[] {
  const words = foldText(text)
    .split(/\s+/)
    .filter((word) => word !== '')
  const [first] = words
  if (first === undefined) return []
  const ranks: [CatalogueProduct[], CatalogueProduct[], CatalogueProduct[]] = [[], [], []]
  for (const product of products) {
    const name = folded(product)
    if (!words.every((word) => name.includes(word))) continue
    const rank = name.startsWith(first) ? 0 : name.includes(` ${first}`) ? 1 : 2
    ranks[rank].push(product)
    if (ranks[0].length >= limit) break
  }
  return ranks.flat().slice(0, limit)
}
