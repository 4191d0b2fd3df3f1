import { DomainError } from '@pos/core'
import { isGtin, toGtin14 } from '@pos/domain'

export type BarcodeKind = 'ean13' | 'ean8' | 'upca' | 'gtin14' | 'code128' | 'internal'

const GTIN_KINDS: Readonly<Record<number, BarcodeKind>> = { 8: 'ean8', 12: 'upca', 13: 'ean13', 14: 'gtin14' }

/**
 * What a code is: digits of a GTIN's length must carry a right check digit, anything else is the shop's own code.
 *
 * @throws DomainError BARCODE_CHECK_DIGIT
 */
export function classifyBarcode(code: string): { kind: BarcodeKind; gtin14: string | null } {
  const gtinKind = /^\d+$/.test(code) ? GTIN_KINDS[code.length] : undefined
  if (!gtinKind) return { kind: /^\d+$/.test(code) ? 'internal' : 'code128', gtin14: null }
  if (!isGtin(code)) throw new DomainError('BARCODE_CHECK_DIGIT', { code })
  return { kind: gtinKind, gtin14: toGtin14(code) ?? null }
}
