import { PERMISSIONS, type ErrorCode } from '@pos/shared-types'
import { PARAMETER_WORDS } from './errors/parameter-words.ts'
import type { Language } from './language.ts'
import { permissionText } from './permissions/permission-text.ts'

export type SentenceParams = Readonly<Record<string, string | number>>

/** Where `{limit}` is money; elsewhere it is a number of things or a percentage. */
const MONEY_LIMITS: ReadonlySet<ErrorCode> = new Set([
  'SALE_CREDIT_LIMIT',
  'CASH_LIMIT',
  'STOCK_ADJUST_LIMIT',
  'PURCHASE_LIMIT',
])

/**
 * One parameter as its reader writes it. Numbers named `amount` are minor units, of `params.currency` when that is
 * given and with two decimals otherwise; numbers named `quantity` are thousandths; other numbers are as they are. A
 * permission is what it lets somebody do, and other codes are said in the words of `PARAMETER_WORDS`.
 */
export function formatParameter(
  code: ErrorCode,
  name: string,
  params: SentenceParams,
  language: Language,
): string | undefined {
  const value = Object.hasOwn(params, name) ? params[name] : undefined
  if (name === 'permission') {
    const known = PERMISSIONS.find((each) => each === value)
    if (known !== undefined) return permissionText(known, language)
  }
  if (typeof value === 'string') return wordOf(name, value, language) ?? value
  if (value === undefined) return undefined
  if (name === 'amount' || (name === 'limit' && MONEY_LIMITS.has(code))) {
    return formatMoney(value, params['currency'], language)
  }
  return formatNumber(name === 'quantity' ? value / 1000 : value, language)
}

function wordOf(name: string, code: string, language: Language): string | undefined {
  const words = PARAMETER_WORDS[language][name]
  return words !== undefined && Object.hasOwn(words, code) ? words[code] : undefined
}

function formatNumber(value: number, language: Language): string {
  return new Intl.NumberFormat(language, { maximumFractionDigits: 3, useGrouping: false }).format(value)
}

function formatMoney(minor: number, currency: string | number | undefined, language: Language): string {
  const style = isCurrency(currency)
    ? new Intl.NumberFormat(language, { style: 'currency', currency })
    : new Intl.NumberFormat(language, { minimumFractionDigits: 2 })
  const decimals = style.resolvedOptions().maximumFractionDigits ?? 2
  return style.format(minor / 10 ** (isCurrency(currency) ? decimals : 2))
}

function isCurrency(currency: string | number | undefined): currency is string {
  return typeof currency === 'string' && /^[A-Z]{3}$/.test(currency)
}
