import { BackendRefusal } from '@pos/backend-adapter'
import { languagesOf, type ProductField, type ProductForm } from './product-form.ts'

/** What can be wrong with a field, as a word the pages have a sentence for. */
const KINDS = ['missing', 'too_short', 'too_long', 'too_small', 'too_large', 'wrong_format', 'not_allowed'] as const
export type FieldProblemKind = (typeof KINDS)[number] | 'taken' | 'check_digit'
/** A barcode and a price are written beside the form. */
export type FieldProblems = { readonly [Field in ProductField | 'barcode' | 'price']?: FieldProblemKind }

/** Which fields of a form a refusal is about; none where it is about something else. */
export function fieldProblemsOf(problem: unknown, form: ProductForm): FieldProblems {
  if (!(problem instanceof BackendRefusal)) return {}
  if (problem.code === 'BARCODE_CHECK_DIGIT') return { barcode: 'check_digit' }
  if (problem.code === 'CODE_TAKEN')
    return problem.params['code'] === form.code.trim() ? { code: 'taken' } : { barcode: 'taken' }
  const found = problem.fields.flatMap(({ path, problem: kind }) => {
    const field = fieldAt(path, form)
    return field === undefined ? [] : [[field, isEmpty(field, form) ? 'missing' : kindOf(kind)] as const]
  })
  return Object.fromEntries(found)
}

/** The field that a path of a request body stands for, such as `body.texts.1.name`. */
function fieldAt(path: string, form: ProductForm): keyof FieldProblems | undefined {
  const [, part = '', at = '', inner = ''] = path.split('.')
  if (part === 'barcodes') return 'barcode'
  if (part === 'price' || part === 'priceMinor' || part === 'validFromLocal') return 'price'
  if (part === 'sku') return 'code'
  const language = part === 'texts' ? languagesOf(form)[Number(at)] : languagesOf(form)[0]
  const name = part === 'texts' ? inner : part
  if (name === 'name') return language === 'es' ? 'nameEs' : 'nameEn'
  if (name === 'receiptName') return language === 'es' ? 'receiptEs' : 'receiptEn'
  return Object.hasOwn(form, part) ? (part as ProductField) : undefined
}

function isEmpty(field: keyof FieldProblems, form: ProductForm): boolean {
  if (field === 'barcode' || field === 'price') return false
  const value = form[field]
  return typeof value === 'string' && value.trim() === ''
}

export const kindOf = (text: string): FieldProblemKind => KINDS.find((kind) => kind === text) ?? 'not_allowed'
