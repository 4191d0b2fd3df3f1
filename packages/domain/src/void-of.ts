import type { EventId, Instant, SaleFact, SaleId, SaleLineId, SaleRecord } from '@pos/shared-types'
import type { UnsealedSale } from './canonical-sale.ts'
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

/** The figures of each kind of row that turn round in a void. */
const SALE = [
  'grossMinor',
  'discountMinor',
  'taxAddedMinor',
  'taxMinor',
  'totalMinor',
  'netMinor',
  'cashRoundingMinor',
  'payableMinor',
] as const
const LINE = ['quantityMilli', 'grossMinor', 'discountMinor', 'taxAddedMinor', 'taxMinor', 'totalMinor'] as const
const TAX = ['baseMinor', 'taxMinor'] as const
const DISCOUNT = ['amountMinor'] as const
const PAYMENT = ['tenderedMinor', 'changeMinor', 'amountMinor', 'tipMinor'] as const

/**
 * The void of a whole sale: its mirror, line by line, tax by tax and payment by payment, in the voids' own series. Day,
 * shift and register are those of the sale; whether it may still be voided is for the caller to know. The reference of a
 * provider names one payment for ever, so the mirror of a payment does not carry it.
 */
export function voidOf(fact: SaleFact, parts: VoidParts): SaleFact {
  const { header, series, nextId, sha256 } = parts
  const lineIds = new Map(fact.lines.map((line) => [line.id, nextId()]))
  const lineIdOf = (id: SaleLineId): SaleLineId => lineIds.get(id) ?? id
  const lines = fact.lines.map((line) => ({
    ...mirrored(line, LINE),
    id: lineIdOf(line.id),
    saleId: header.id,
    parentLineId: line.parentLineId === null ? null : lineIdOf(line.parentLineId),
    originalLineId: line.id,
    originalStoreId: line.storeId,
  }))
  const child = (id: SaleLineId) => ({ id: nextId(), saleLineId: lineIdOf(id) })
  const taxes = fact.taxes.map((tax) => ({ ...mirrored(tax, TAX), ...child(tax.saleLineId) }))
  const discounts = fact.discounts.map((each) => ({ ...mirrored(each, DISCOUNT), ...child(each.saleLineId) }))
  const payments = fact.payments.map((payment) => ({
    ...mirrored(payment, PAYMENT),
    id: nextId(),
    saleId: header.id,
    refundOfPaymentId: payment.id,
    providerRef: null,
  }))
  return sealSale({ sale: voidSale(fact.sale, parts), lines, taxes, discounts, payments }, series.prevHash, sha256)
}

function voidSale(original: SaleRecord, { header, series }: VoidParts): UnsealedSale['sale'] {
  const { prevHash: _, hash: __, checkCode: ___, ...kept } = mirrored(original, SALE)
  return {
    ...kept,
    ...header,
    kind: 'void',
    originalSaleId: original.id,
    occurredAt: header.completedAt,
    startedAt: header.completedAt,
    businessHour: localHour(header.completedAt, original.timeZone),
    seriesId: series.id,
    number: series.number,
    documentNo: documentNo({ ...series, letter: 'V', seriesCode: series.code }),
  }
}

function mirrored<Key extends string, Row extends Readonly<Record<Key, number>>>(
  row: Row,
  figures: readonly Key[],
): Row {
  const turned = { ...row }
  for (const figure of figures) Object.assign(turned, { [figure]: 0 - row[figure] })
  return turned
}
