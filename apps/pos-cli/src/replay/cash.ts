import { cashRounding, type CashRounding } from '@pos/domain'
import type { Cents, TenderInput, TenderTypeId } from '@pos/shared-types'
import { Refusal } from '../refusal.ts'

export type CashTender = CashRounding & { readonly id: TenderTypeId; readonly currency: string }

type Tender = CashRounding & {
  readonly id: TenderTypeId
  readonly kind: string
  readonly currency: string | null
  readonly isActive: boolean
}

/** @throws Refusal when the store takes no cash in its own currency */
export function cashOf(
  tenders: readonly Tender[],
  store: { readonly code: string; readonly currency: string },
): CashTender {
  const { currency } = store
  const cash = tenders.find((each) => each.kind === 'cash' && each.isActive && (each.currency ?? currency) === currency)
  if (!cash) throw new Refusal(`Store ${store.code} takes no cash in ${currency}.`)
  return { ...cash, currency }
}

/** The total in cash, paid or paid out, rounded as the store rounds cash; nothing for nothing. */
export function exactCash(cash: CashTender, totalMinor: Cents): TenderInput[] {
  if (totalMinor === 0) return []
  return [{ tenderTypeId: cash.id, tenderedMinor: totalMinor + cashRounding(totalMinor, cash) }]
}
