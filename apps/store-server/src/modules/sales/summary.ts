import type { SaleFact, SaleSummary } from '@pos/shared-types'

/** What a client that rang up a sale is told of it. */
export function summaryOf({ sale, payments }: SaleFact): SaleSummary {
  return {
    id: sale.id,
    documentNo: sale.documentNo,
    number: sale.number,
    kind: sale.kind,
    businessOn: sale.businessOn,
    completedAt: sale.completedAt,
    currency: sale.currency,
    grossMinor: sale.grossMinor,
    discountMinor: sale.discountMinor,
    taxMinor: sale.taxMinor,
    totalMinor: sale.totalMinor,
    cashRoundingMinor: sale.cashRoundingMinor,
    payableMinor: sale.payableMinor,
    changeMinor: payments.reduce((sum, payment) => sum + payment.changeMinor, 0),
    hash: sale.hash,
    checkCode: sale.checkCode,
  }
}
