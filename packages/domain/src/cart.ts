import type { Cents, Quantity, Rate, SaleLineDiscountRecord, SaleLineTaxRecord } from '@pos/shared-types'
import type { Exemption, TaxGroup } from '@pos/tax-engine'

type DiscountOrigin = {
  readonly source: SaleLineDiscountRecord['source']
  readonly reasonCodeId: string | null
  readonly approvalId: string | null
  readonly userId: string | null
}

/** A reduction by a rate, or by an amount (not negative) for the whole line or cart. */
export type Discount = DiscountOrigin &
  ({ readonly ratePpm: Rate; readonly amountMinor: null } | { readonly ratePpm: null; readonly amountMinor: Cents })

/** The columns of a sale line's tax and discount rows that pricing decides. */
export type LineTax = Omit<SaleLineTaxRecord, 'id' | 'saleLineId'>
export type LineDiscount = Omit<SaleLineDiscountRecord, 'id' | 'saleLineId'>

/** The figures of a line. `total = gross − discount + taxAdded`; what remains without `tax` is the net amount. */
export type LineFigures = {
  readonly grossMinor: Cents
  readonly discountMinor: Cents
  readonly taxAddedMinor: Cents
  readonly taxMinor: Cents
  readonly totalMinor: Cents
}

/** A line whose figures were settled elsewhere, such as goods that come back: taken as they are, never recalculated. */
export type LineCopy = LineFigures & { readonly taxes: readonly LineTax[]; readonly discounts: readonly LineDiscount[] }

/** One line to price. A price is for `perMilli` thousandths of the unit; a negative quantity comes back. */
export type CartLine = {
  readonly priceMinor: Cents
  readonly perMilli: number
  readonly quantityMilli: Quantity
  readonly taxGroup: TaxGroup | null
  /** Whether the line takes part in discounts of the whole cart. */
  readonly isDiscountable: boolean
  readonly discounts: readonly Discount[]
  readonly copy: LineCopy | null
}

export type Cart = { readonly lines: readonly CartLine[]; readonly discounts: readonly Discount[] }

export type PricingOptions = {
  readonly isTaxIncluded: boolean
  /** Where tax is rounded: on each line, or once per rate for the whole sale. */
  readonly taxRounding: 'line' | 'sale'
  readonly exemption: Exemption | null
}

/** The totals of a sale. `total = gross − discount + taxAdded`, `net = total − tax`. */
export type SaleTotals = LineFigures & { readonly netMinor: Cents }
