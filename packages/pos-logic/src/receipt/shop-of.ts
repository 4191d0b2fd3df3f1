import type { StoreView } from '@pos/shared-types'
import type { ReceiptDocument } from './receipt-document.ts'

type Place = Readonly<Record<'addressLine1' | 'addressLine2' | 'postalCode' | 'city' | 'region', string | null>>

/** An address as it stands on paper: street, what follows it, town. */
export function addressLinesOf({ addressLine1, addressLine2, postalCode, city, region }: Place): string[] {
  const filled = (words: readonly (string | null)[]) => words.filter((word) => word !== null && word !== '')
  return filled([addressLine1, addressLine2, filled([postalCode, city, region]).join(' ')]) as string[]
}

/** How a shop writes numbers. @example numberRegionOf('es', 'US') // 'es-US' */
export function numberRegionOf(locale: string, country: string | null): string {
  return country === null || locale.includes('-') ? locale : `${locale}-${country}`
}

/** A store as the head of its receipts, of what head office knows. */
export function shopOf(store: StoreView): ReceiptDocument['shop'] & { readonly region: string } {
  const { name, legalName, taxNumber, phone, locale, country } = store
  const addressLines = addressLinesOf(store)
  return { name, legalName, taxNumber, addressLines, phone, region: numberRegionOf(locale, country) }
}
