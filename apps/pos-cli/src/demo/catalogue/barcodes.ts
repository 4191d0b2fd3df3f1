import { checkDigit } from '@pos/domain'
import type { DemoBarcode } from '../types.ts'

// GS1 keeps 952 for demonstrations and 20 to 29 for use inside a shop, so no code here names a real article.
const demonstration = '952'
const inStore = '20'

/** An article of an invented brand; `supplier` is the company part of the number. */
export function articleCode(supplier: number, item: number): DemoBarcode {
  const body = `${demonstration}${digits(supplier, 4)}${digits(item, 5)}`
  return ean13(body, true)
}

/** The number under which an article arrived before or comes from another plant. */
export function secondArticleCode(supplier: number, item: number): DemoBarcode {
  return { ...articleCode(supplier + 5000, item), isPrimary: false }
}

/** An article that the shop itself labels. */
export function shopCode(item: number): DemoBarcode {
  return ean13(`${inStore}${digits(item, 10)}`, true)
}

/** The short number that is typed for a weighed article. */
export function scaleCode(item: number): DemoBarcode {
  return { code: digits(50_000 + item, 5), kind: 'internal', gtin14: null, packCode: null, isPrimary: true }
}

/** The case of an article: its number with the packaging digit 1 in front and a check digit of its own. */
export function caseCode(article: DemoBarcode, packCode: string): DemoBarcode {
  const body = `1${article.code.slice(0, -1)}`
  const code = body + checkDigit(body)
  return { code, kind: 'gtin14', gtin14: code, packCode, isPrimary: false }
}

function ean13(body: string, isPrimary: boolean): DemoBarcode {
  const code = body + checkDigit(body)
  return { code, kind: 'ean13', gtin14: code.padStart(14, '0'), packCode: null, isPrimary }
}

function digits(value: number, length: number): string {
  return String(value).padStart(length, '0')
}
