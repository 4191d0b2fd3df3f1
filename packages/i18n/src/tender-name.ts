import type { Language } from './language.ts'

/** What ways to pay are usually called. */
const USUAL: readonly Readonly<Record<Language, string>>[] = [
  { en: 'Cash', es: 'Efectivo' },
  { en: 'Card', es: 'Tarjeta' },
  { en: 'Check', es: 'Cheque' },
  { en: 'Gift card', es: 'Tarjeta de regalo' },
  { en: 'Store credit', es: 'Crédito de tienda' },
  { en: 'House account', es: 'Cuenta de la casa' },
  { en: 'Bank transfer', es: 'Transferencia' },
  { en: 'Voucher', es: 'Vale' },
]

/**
 * A way to pay in the reader's language. A company names its tenders once: a usual name is said in either language, one
 * of its own stays as it is.
 *
 * @example tenderName('Cash', 'es') // 'Efectivo'
 */
export function tenderName(name: string, language: Language): string {
  return USUAL.find(({ en, es }) => en === name || es === name)?.[language] ?? name
}
