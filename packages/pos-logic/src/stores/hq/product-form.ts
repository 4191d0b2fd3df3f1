import type { BodyOf, createProduct, ProductView, updateProduct } from '@pos/shared-types'

type Update = BodyOf<typeof updateProduct>
type Create = BodyOf<typeof createProduct>
type Named = Pick<Update, 'name' | 'receiptName' | 'texts'>

/** What a person writes about a product. Its names are kept in both languages, each with what a receipt says. */
export type ProductForm = Omit<Update, 'revision' | keyof Named> & {
  nameEn: string
  nameEs: string
  receiptEn: string
  receiptEs: string
}
export type ProductField = keyof ProductForm

/** What a receipt line takes. */
export const RECEIPT_CHARACTERS = 40

/** A plain article, before anything is written. */
export function emptyForm(): ProductForm {
  return {
    code: '',
    nameEn: '',
    nameEs: '',
    receiptEn: '',
    receiptEs: '',
    kind: 'goods',
    departmentId: '',
    taxGroupId: '',
    baseUnitCode: '',
    isWeighed: false,
    isOpenPrice: false,
    isDiscountable: true,
    isReturnable: true,
    status: 'active',
  }
}

/** A product without a text in English is called there by the name it has without a language. */
export function formOf(product: ProductView): ProductForm {
  const { id: _, revision: __, variants: ___, texts, name, receiptName, ...fields } = product
  const english = texts.find(({ locale }) => locale === 'en') ?? { name, receiptName }
  const spanish = texts.find(({ locale }) => locale === 'es')
  return {
    ...fields,
    nameEn: english.name,
    receiptEn: english.receiptName,
    nameEs: spanish?.name ?? '',
    receiptEs: spanish?.receiptName ?? '',
  }
}

/** The body of `products.update`. */
export function updateOf(form: ProductForm, revision: number): Update {
  return { ...fieldsOf(form), status: form.status, revision }
}

/** The body of `products.create`: the one variant is sold under the product's code. */
export function creationOf(form: ProductForm, more: Pick<Create, 'barcodes' | 'price'>): Create {
  return { ...fieldsOf(form), sku: form.code.trim(), ...more }
}

/** The languages that have a text, in the order of `texts`. */
export function languagesOf(form: ProductForm): readonly ('en' | 'es')[] {
  return (['en', 'es'] as const).filter((locale) => (locale === 'en' ? form.nameEn : form.nameEs).trim() !== '')
}

function fieldsOf(form: ProductForm): Omit<Update, 'revision' | 'status'> {
  const { nameEn, nameEs, receiptEn, receiptEs, status: _, code, ...fields } = form
  const written = { en: textOf(nameEn, receiptEn), es: textOf(nameEs, receiptEs) }
  const texts = languagesOf(form).map((locale) => ({ locale, ...written[locale] }))
  return { ...fields, code: code.trim(), ...(nameEn.trim() === '' ? written.es : written.en), texts }
}

/** Without words of its own a receipt says the name, as far as it goes. */
function textOf(name: string, receiptName: string): { name: string; receiptName: string } {
  return { name: name.trim(), receiptName: receiptName.trim() || name.trim().slice(0, RECEIPT_CHARACTERS).trim() }
}
