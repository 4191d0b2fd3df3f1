import type { Cents } from '@pos/shared-types'
import type { LineTaxes } from '@pos/tax-engine'
import type { Cart, CartLine, LineFigures, PricingOptions, SaleTotals } from './cart.ts'
import { FIGURES, type Columns } from './columns.ts'

/**
 * A priced cart: its totals and, in `lines`, the figures of each line. Read the taxes and discounts of a line with
 * `lineTaxes` and `lineDiscounts`; they come from `cart` and `options`, so neither may change while this is in use.
 *
 * A class, because all figures stand in one list and the objects in `lines` are made when they are first asked for:
 * making them costs as much as pricing.
 */
export class PricedCart implements SaleTotals {
  readonly cart: Cart
  readonly options: PricingOptions
  readonly grossMinor: Cents
  readonly discountMinor: Cents
  readonly taxAddedMinor: Cents
  readonly taxMinor: Cents
  readonly totalMinor: Cents
  readonly netMinor: Cents
  /** The shares of the lines in each discount of the cart but the last: all lines for the first, then for the next. */
  readonly cartShares: readonly Cents[]
  /** The taxes of each line where they are rounded for the whole sale; null where each line is rounded by itself. */
  readonly saleTaxes: readonly (LineTaxes | null)[] | null
  private readonly figures: readonly number[]
  private madeLines: readonly LineFigures[] | null

  /** Takes a copy of what stands in `columns`. */
  constructor(
    cart: Cart,
    options: PricingOptions,
    columns: Columns,
    cartShares: readonly Cents[],
    saleTaxes: readonly (LineTaxes | null)[] | null,
  ) {
    const { figures, totals } = columns
    const gross = totals[0] ?? 0
    const discount = totals[1] ?? 0
    const tax = totals[2] ?? 0
    const added = totals[3] ?? 0
    const total = gross - discount + added
    if (!Number.isSafeInteger(gross) || !Number.isSafeInteger(total)) throw new RangeError('the cart is beyond ±2^53')
    this.cart = cart
    this.options = options
    this.grossMinor = gross
    this.discountMinor = discount
    this.taxAddedMinor = added
    this.taxMinor = tax
    this.totalMinor = total
    this.netMinor = total - tax
    this.cartShares = cartShares
    this.saleTaxes = saleTaxes
    this.figures = figures.slice(0, cart.lines.length * FIGURES)
    this.madeLines = null
  }

  /** The figures of each line, in the order of the cart. */
  get lines(): readonly LineFigures[] {
    this.madeLines ??= this.cart.lines.map((line, i) => this.lineFigures(line, i))
    return this.madeLines
  }

  private lineFigures(line: CartLine, index: number): LineFigures {
    const at = index * FIGURES
    const grossMinor = this.figures[at] ?? 0
    const discountMinor = this.figures[at + 1] ?? 0
    const taxMinor = this.figures[at + 2] ?? 0
    const taxAddedMinor = line.copy?.taxAddedMinor ?? (this.options.isTaxIncluded ? 0 : taxMinor)
    return {
      grossMinor,
      discountMinor,
      taxAddedMinor,
      taxMinor,
      totalMinor: grossMinor - discountMinor + taxAddedMinor,
    }
  }
}
