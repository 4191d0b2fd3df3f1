/** The letter of each numbered document. */
export const DOCUMENT_LETTERS = {
  sale: 'S',
  void: 'V',
  z: 'Z',
  supplement: 'U',
  zz: 'Y',
  invoice: 'I',
  credit_note: 'N',
  journal_entry: 'J',
  worksheet: 'W',
  purchase_order: 'P',
  delivery: 'D',
  supplier_return: 'B',
  transfer: 'T',
  adjustment: 'A',
  stock_count: 'C',
  customer_order: 'O',
  quotation: 'Q',
  expense: 'X',
} as const

export type DocumentKind = keyof typeof DOCUMENT_LETTERS
export type DocumentLetter = (typeof DOCUMENT_LETTERS)[DocumentKind]

export type DocumentNo = {
  readonly storeCode: string
  /** Null: a document of the store, not of a register. */
  readonly registerCode: string | null
  readonly letter: DocumentLetter
  readonly seriesCode: string
  readonly number: number
}

/**
 * The number as printed: store, register (or 0), letter with series, six digits or more.
 *
 * @throws RangeError when the number is not whole and positive, or the register code contains a dash
 * @example documentNo({ storeCode: 'MAD', registerCode: '2', letter: 'S', seriesCode: 'a', number: 41 }) // 'MAD-2-Sa-000041'
 */
export function documentNo({ storeCode, registerCode, letter, seriesCode, number }: DocumentNo): string {
  if (!Number.isSafeInteger(number) || number < 1) throw new RangeError(`${number} is not a document number`)
  if (registerCode?.includes('-')) throw new RangeError(`register code ${registerCode} contains a dash`)
  return `${storeCode}-${registerCode ?? '0'}-${letter}${seriesCode}-${String(number).padStart(6, '0')}`
}

const PRINTED = /^(?<store>.+)-(?<register>[^-]+)-(?<letter>[ABCDIJNOPQSTUVWXYZ])(?<series>[a-z]+)-(?<number>\d{6,})$/

/** Reads a printed document number; undefined when it is none. */
export function parseDocumentNo(text: string): DocumentNo | undefined {
  const parts = PRINTED.exec(text)?.groups
  if (parts === undefined) return undefined
  const letter = Object.values(DOCUMENT_LETTERS).find((each) => each === parts['letter'])
  const number = Number(parts['number'])
  if (letter === undefined || number < 1 || !Number.isSafeInteger(number)) return undefined
  const registerCode = parts['register'] === '0' ? null : (parts['register'] ?? null)
  return { storeCode: parts['store'] ?? '', registerCode, letter, seriesCode: parts['series'] ?? '', number }
}
