import type { CatalogueProduct, CatalogueVariant } from './records.ts'

/** What a variant is called in a language, or as the company calls it where it has no name in that language. */
export function nameIn(
  { name, names }: Pick<CatalogueProduct, 'name' | 'names'>,
  variant: Pick<CatalogueVariant, 'name'>,
  language: string,
): string {
  const product = names?.[language] ?? name
  return variant.name === null ? product : `${product} ${variant.name}`
}
