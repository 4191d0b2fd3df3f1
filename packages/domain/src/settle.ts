import type { Cents } from '@pos/shared-types'
import { cashRounding } from './cash-rounding.ts'
import { Refusal } from './refusal.ts'
import type { SettledPayment, Settlement, Tender, TenderType } from './tender.ts'

/** What is to be settled: the total of a priced cart, in its currency. */
export type Due = { readonly totalMinor: Cents; readonly currency: string }

type Paying = { tender: Tender; type: TenderType; changeMinor: number }

/**
 * Turns what was handed over into payments. Tenders that neither round nor give change count in full; what they leave
 * is for the others, rounded as their type says. Change comes from the last tenders that can give it. A total below
 * zero is paid out: tenders are negative, and no change is given.
 *
 * @throws Refusal SALE_UNDERPAID (`amount` still to pay), SALE_OVERPAID (more than the total, and no tender that gives
 *   change), SALE_TENDER_NOT_ALLOWED (`tender` unknown, not active, of another currency, or cannot pay out)
 */
export function settle(due: Due, tenders: readonly Tender[], tenderTypes: readonly TenderType[]): Settlement {
  const paying = tenders.map((tender) => ({ tender, type: allowedType(due, tender, tenderTypes), changeMinor: 0 }))
  const loose = paying.filter(({ type }) => type.canGiveChange || type.roundingMinor > 1)
  const exactMinor = sumTendered(paying) - sumTendered(loose)
  const restMinor = due.totalMinor - exactMinor
  const rounding = loose.findLast(({ type }) => type.roundingMinor > 1)?.type
  const cashRoundingMinor = rounding === undefined ? 0 : cashRounding(restMinor, rounding)
  refuseWrongDirection(due, restMinor, loose)
  const surplusMinor = sumTendered(loose) - restMinor - cashRoundingMinor
  giveChange(due, surplusMinor, loose)
  const payments = paying.map((each) => toPayment(due, each))
  const payableMinor = due.totalMinor + cashRoundingMinor
  return { payments, cashRoundingMinor, payableMinor, changeMinor: Math.max(0, surplusMinor) }
}

function allowedType(due: Due, tender: Tender, tenderTypes: readonly TenderType[]): TenderType {
  const type = tenderTypes.find((each) => each.id === tender.tenderTypeId)
  if (type === undefined) throw new Refusal('SALE_TENDER_NOT_ALLOWED', { tender: tender.tenderTypeId })
  const isForeign = type.currency !== null && type.currency !== due.currency
  const isRefund = tender.tenderedMinor < 0
  if (!type.isActive || isForeign || (isRefund && !type.canRefund)) {
    throw new Refusal('SALE_TENDER_NOT_ALLOWED', { tender: type.name })
  }
  return type
}

function sumTendered(paying: readonly Paying[]): number {
  return paying.reduce((sum, { tender }) => sum + tender.tenderedMinor, 0)
}

/** Cash does not go both ways on one sale: handed over when something is to pay, paid out when something is to get. */
function refuseWrongDirection(due: Due, restMinor: number, loose: readonly Paying[]): void {
  const wrong = loose.find(({ tender }) => (restMinor < 0 ? tender.tenderedMinor > 0 : tender.tenderedMinor < 0))
  if (wrong === undefined) return
  if (due.totalMinor >= 0 && wrong.tender.tenderedMinor > 0) throw new Refusal('SALE_OVERPAID')
  throw new Refusal('SALE_TENDER_NOT_ALLOWED', { tender: wrong.type.name })
}

function giveChange(due: Due, surplusMinor: number, loose: readonly Paying[]): void {
  const isPaidOut = due.totalMinor < 0
  if (surplusMinor < 0)
    throw isPaidOut ? new Refusal('SALE_OVERPAID') : new Refusal('SALE_UNDERPAID', { amount: -surplusMinor })
  let leftMinor = surplusMinor
  for (const each of loose.toReversed()) {
    if (!each.type.canGiveChange) continue
    each.changeMinor = Math.min(leftMinor, Math.max(0, each.tender.tenderedMinor))
    leftMinor -= each.changeMinor
  }
  if (leftMinor > 0)
    throw isPaidOut ? new Refusal('SALE_UNDERPAID', { amount: leftMinor }) : new Refusal('SALE_OVERPAID')
}

function toPayment(due: Due, { tender, type, changeMinor }: Paying): SettledPayment {
  return {
    tenderTypeId: type.id,
    tenderKind: type.kind,
    currency: due.currency,
    tenderedMinor: tender.tenderedMinor,
    changeMinor,
    amountMinor: tender.tenderedMinor - changeMinor,
    tipMinor: tender.tipMinor ?? 0,
    refundOfPaymentId: tender.refundOfPaymentId ?? null,
    provider: tender.provider ?? null,
    providerRef: tender.providerRef ?? null,
    cardBrand: tender.cardBrand ?? null,
    cardLast4: tender.cardLast4 ?? null,
    authCode: tender.authCode ?? null,
    reference: tender.reference ?? null,
  }
}
