import type { Discount, LineFigures, PricedCart } from '@pos/domain'
import type { Cents, Quantity, SaleLineId, VariantId } from '@pos/shared-types'
import { lineTaxes } from '@pos/domain'
import type { CartItem, CartState } from '../../cart/cart-state.ts'

/** One line of the cart as a screen shows it. */
export type CartRow = LineFigures & {
  readonly id: SaleLineId
  readonly variantId: VariantId | null
  readonly name: string
  readonly sku: string | null
  readonly departmentId: string | null
  readonly unitCode: string
  readonly quantityMilli: Quantity
  /** For `perMilli` thousandths of the unit. */
  readonly priceMinor: Cents
  readonly perMilli: number
  readonly listPriceMinor: Cents
  /** Of the line itself; its share of the cart's discount is in `discountMinor`. */
  readonly discount: Discount | null
  readonly isDiscountable: boolean
  readonly isPriceChanged: boolean
  /** Comes back. */
  readonly isReturn: boolean
  /** False for a line that copies its original: it can only be removed. */
  readonly isChangeable: boolean
}

/** The sums of the cart. `taxes` are by name and rate, for the line below the subtotal. */
export type CartTotals = {
  readonly grossMinor: Cents
  readonly discountMinor: Cents
  readonly netMinor: Cents
  readonly taxMinor: Cents
  readonly taxAddedMinor: Cents
  readonly totalMinor: Cents
  readonly isTaxIncluded: boolean
  readonly taxes: readonly CartTax[]
}

export type CartTax = { readonly name: string; readonly ratePpm: number | null; readonly taxMinor: Cents }

/**
 * The rows of a cart. A row that did not change is the same object as before, so that a page with 200 lines draws one.
 */
export function rowsOf(cart: CartState, priced: PricedCart, before: readonly CartRow[]): readonly CartRow[] {
  const known = new Map(before.map((row) => [row.id, row]))
  return cart.items.map((item, at) => {
    const row = rowOf(item, priced.lines[at] ?? NO_FIGURES)
    const old = known.get(row.id)
    return old !== undefined && isSame(old, row) ? old : row
  })
}

const NO_FIGURES: LineFigures = { grossMinor: 0, discountMinor: 0, taxAddedMinor: 0, taxMinor: 0, totalMinor: 0 }

function rowOf(item: CartItem, figures: LineFigures): CartRow {
  const { details, quantityMilli, priceMinor, perMilli, discount, isDiscountable, returned } = item
  const { id, variantId, name, sku, departmentId, unitCode, listPriceMinor, priceSource } = details
  return {
    ...figures,
    id,
    variantId,
    name,
    sku,
    departmentId,
    unitCode,
    quantityMilli,
    priceMinor,
    perMilli,
    listPriceMinor,
    discount,
    isDiscountable,
    isPriceChanged: priceSource === 'override',
    isReturn: quantityMilli < 0,
    isChangeable: returned === null,
  }
}

function isSame(a: CartRow, b: CartRow): boolean {
  const fields = Object.keys(b) as (keyof CartRow)[]
  return fields.every((field) => a[field] === b[field])
}

export function totalsOf(priced: PricedCart): CartTotals {
  const { grossMinor, discountMinor, netMinor, taxMinor, taxAddedMinor, totalMinor, options } = priced
  const { isTaxIncluded } = options
  const taxes = taxesOf(priced)
  return { grossMinor, discountMinor, netMinor, taxMinor, taxAddedMinor, totalMinor, isTaxIncluded, taxes }
}

function taxesOf(priced: PricedCart): CartTax[] {
  const sums = new Map<string, CartTax>()
  priced.cart.lines.forEach((_, at) => {
    for (const { taxRateId, name, ratePpm, taxMinor } of lineTaxes(priced, at)) {
      sums.set(taxRateId, { name, ratePpm, taxMinor: taxMinor + (sums.get(taxRateId)?.taxMinor ?? 0) })
    }
  })
  return [...sums.values()]
}
