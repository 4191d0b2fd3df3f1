import type { EventId, Instant, PaymentRecord, SaleFact, SaleId, SaleLineId, SaleRecord } from '@pos/shared-types'
import { documentNo } from './document-no.ts'
import { localHour } from './local-time.ts'
import { sealSale, type Sha256 } from './receipt-chain.ts'
import type { SeriesPlace } from './series-place.ts'

type VoidHeader = Pick<
  SaleRecord,
  | 'id'
  | 'eventId'
  | 'userId'
  | 'deviceId'
  | 'capture'
  | 'appVersion'
  | 'clockState'
  | 'hlc'
  | 'catalogueVersion'
  | 'note'
>

export type VoidParts = {
  readonly header: VoidHeader & { readonly id: SaleId; readonly eventId: EventId; readonly completedAt: Instant }
  /** The place in the register's series of voids. */
  readonly series: SeriesPlace
  readonly nextId: () => string
  readonly sha256: Sha256
}

/**
 * The void of a whole sale: its mirror, line by line, tax by tax and payment by payment, in the voids' own series. Day,
 * shift and register are those of the sale; whether it may still be voided is for the caller to know.
 */
export function voidOf(fact: SaleFact, { header, series, nextId, sha256 }: VoidParts): SaleFact {
  const lineIds = new Map(fact.lines.map((line) => [line.id, nextId()]))
  const lineIdOf = (id: SaleLineId): SaleLineId => lineIds.get(id) ?? id
  const {
    grossMinor,
    discountMinor,
    taxAddedMinor,
    taxMinor,
    totalMinor,
    netMinor,
    cashRoundingMinor,
    payableMinor,
    ...kept
  } = fact.sale
  const sale = {
    ...kept,
    ...header,
    ...mirror({
      grossMinor,
      discountMinor,
      taxAddedMinor,
      taxMinor,
      totalMinor,
      netMinor,
      cashRoundingMinor,
      payableMinor,
    }),
    kind: 'void' as const,
    originalSaleId: fact.sale.id,
    occurredAt: header.completedAt,
    startedAt: header.completedAt,
    businessHour: localHour(header.completedAt, kept.timeZone),
    seriesId: series.id,
    number: series.number,
    documentNo: documentNo({ ...series, letter: 'V', seriesCode: series.code }),
  }
  const lines = fact.lines.map((line) => ({
    ...line,
    ...mirror({
      quantityMilli: line.quantityMilli,
      grossMinor: line.grossMinor,
      discountMinor: line.discountMinor,
      taxAddedMinor: line.taxAddedMinor,
      taxMinor: line.taxMinor,
      totalMinor: line.totalMinor,
    }),
    id: lineIdOf(line.id),
    saleId: header.id,
    parentLineId: line.parentLineId === null ? null : lineIdOf(line.parentLineId),
    originalLineId: line.id,
    originalStoreId: line.storeId,
  }))
  const taxes = fact.taxes.map((tax) => ({
    ...tax,
    ...mirror({ baseMinor: tax.baseMinor, taxMinor: tax.taxMinor }),
    id: nextId(),
    saleLineId: lineIdOf(tax.saleLineId),
  }))
  const discounts = fact.discounts.map((discount) => ({
    ...discount,
    ...mirror({ amountMinor: discount.amountMinor }),
    id: nextId(),
    saleLineId: lineIdOf(discount.saleLineId),
  }))
  const payments = fact.payments.map((payment) => voidPayment(payment, header.id, nextId()))
  return sealSale({ sale, lines, taxes, discounts, payments }, series.prevHash, sha256)
}

/** The reference of a provider names one payment for ever, so the mirror does not carry it. */
function voidPayment(payment: PaymentRecord, saleId: SaleId, id: string): PaymentRecord {
  const { tenderedMinor, changeMinor, amountMinor, tipMinor } = payment
  const mirrored = mirror({ tenderedMinor, changeMinor, amountMinor, tipMinor })
  return { ...payment, ...mirrored, id, saleId, refundOfPaymentId: payment.id, providerRef: null }
}

function mirror<Figures extends Record<string, number>>(figures: Figures): Figures {
  return Object.fromEntries(
    Object.entries(figures).map(([name, amount]) => [name, amount === 0 ? 0 : -amount]),
  ) as Figures
}
