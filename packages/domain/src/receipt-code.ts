import { documentNo, parseDocumentNo } from './document-no.ts'

/** What a person may have read off a receipt. */
export type ReceiptCode = {
  /** The number within its series; with `documentNo` it is of that document only. */
  readonly number: number | null
  readonly documentNo: string | null
  readonly checkCode: string | null
}

const TYPED = /^(.+)-([^-]+)-([a-z])([a-z]+)-(\d{1,9})$/i
const CHECK_CODE = /^[0-9A-HJKMNP-TV-Z]{8}$/
const MOST = 2_147_483_647

/**
 * Reads what was typed to find a receipt: its number as printed, whatever the case and without its leading zeros, the
 * digits at its end alone, or its chain code. Digits may be both; what is none of them is found nowhere.
 *
 * @example readReceiptCode('mad-2-sa-41') // { number: 41, documentNo: 'MAD-2-Sa-000041', checkCode: null }
 */
export function readReceiptCode(text: string): ReceiptCode {
  const typed = text.trim()
  const checkCode = CHECK_CODE.test(typed.toUpperCase()) ? typed.toUpperCase() : null
  if (/^\d{1,10}$/.test(typed)) return { number: numberOf(typed), documentNo: null, checkCode }
  const printed = printedOf(typed)
  return { number: printed?.number ?? null, documentNo: printed ? documentNo(printed) : null, checkCode }
}

function printedOf(typed: string) {
  const [, store = '', register = '', letter = '', series = '', digits = ''] = TYPED.exec(typed) ?? []
  const upper = [store, register, letter].map((part) => part.toUpperCase()).join('-')
  return parseDocumentNo(`${upper}${series.toLowerCase()}-${digits.padStart(6, '0')}`)
}

function numberOf(digits: string): number | null {
  const number = Number(digits)
  return number >= 1 && number <= MOST ? number : null
}
