import type { BodyOf, ProductView, updateProduct } from '@pos/shared-types'

/** What can be changed of a product on its page. */
export type ProductForm = Omit<BodyOf<typeof updateProduct>, 'revision' | 'texts'> & {
  readonly names: { readonly [Language in 'en' | 'es']: { readonly name: string; readonly receiptName: string } }
}

const NO_NAME = { name: '', receiptName: '' }

export function formOf(product: ProductView): ProductForm {
  const { id: _, revision: __, variants: ___, texts, ...fields } = product
  const namesIn = (language: 'en' | 'es') => {
    const text = texts.find(({ locale }) => locale === language)
    return text ? { name: text.name, receiptName: text.receiptName } : NO_NAME
  }
  return { ...fields, names: { en: namesIn('en'), es: namesIn('es') } }
}

/** The body of `products.update`. A language without a name has no texts; its receipt name falls back to the name. */
export function updateOf({ names, ...fields }: ProductForm, revision: number): BodyOf<typeof updateProduct> {
  const texts = (['en', 'es'] as const).flatMap((locale) => {
    const { name, receiptName } = names[locale]
    return name.trim() === '' ? [] : [{ locale, name: name.trim(), receiptName: shortName(receiptName, name) }]
  })
  return { ...fields, revision, texts }
}

const RECEIPT_CHARACTERS = 40

function shortName(receiptName: string, name: string): string {
  return (receiptName.trim() || name.trim()).slice(0, RECEIPT_CHARACTERS)
}
