import { taxesFor } from '@pos/tax-engine'
import type { CartLine, Discount, LineDiscount, LineFigures, LineTax } from './cart.ts'
import { discountAmount } from './discount-amount.ts'
import { lineGross } from './line-gross.ts'
import type { PricedCart } from './priced-cart.ts'

/** The taxes of the line at `index`, in order of position from 1. An exempt or zero rate stands there with no tax. */
export function lineTaxes(priced: PricedCart, index: number): readonly LineTax[] {
  const { line, figures } = lineAt(priced, index)
  if (line.copy !== null) return line.copy.taxes
  if (line.taxGroup === null) return []
  const { isTaxIncluded, exemption } = priced.options
  const taxed = {
    group: line.taxGroup,
    baseMinor: shelfGross(line) - figures.discountMinor,
    quantityMilli: line.quantityMilli,
    isTaxIncluded,
  }
  const { taxes } = priced.saleTaxes?.[index] ?? taxesFor(taxed, exemption)
  return taxes.map(({ rate, baseMinor, taxMinor }, i) => ({
    position: i + 1,
    taxRateId: rate.id,
    code: rate.code,
    name: rate.name,
    ratePpm: rate.ratePpm,
    isCompound: rate.isCompound,
    baseMinor,
    taxMinor,
  }))
}

/** What each discount took off the line at `index`, its share of cart discounts included; those of nothing are left out. */
export function lineDiscounts(priced: PricedCart, index: number): readonly LineDiscount[] {
  const { line, figures } = lineAt(priced, index)
  if (line.copy !== null) return line.copy.discounts
  const rows: LineDiscount[] = []
  const add = ({ source, reasonCodeId, approvalId, userId, ratePpm }: Discount, amountMinor: number): void => {
    if (amountMinor === 0) return
    rows.push({ position: rows.length + 1, source, reasonCodeId, approvalId, userId, ratePpm, amountMinor })
  }
  const grossMinor = shelfGross(line)
  let taken = 0
  for (const discount of line.discounts) {
    const amount = discountAmount(discount, grossMinor - taken)
    taken += amount
    add(discount, amount)
  }
  const { discounts, lines } = priced.cart
  discounts.forEach((discount, c) => {
    const isLast = c === discounts.length - 1
    const share = isLast ? figures.discountMinor - taken : (priced.cartShares[c * lines.length + index] ?? 0)
    taken += share
    add(discount, share)
  })
  return rows
}

/** The gross amount before an exemption took included taxes out of it. */
function shelfGross(line: CartLine): number {
  return lineGross(line.priceMinor, line.perMilli, line.quantityMilli)
}

function lineAt(priced: PricedCart, index: number): { line: CartLine; figures: LineFigures } {
  const line = priced.cart.lines[index]
  const figures = priced.lines[index]
  if (line === undefined || figures === undefined) throw new RangeError(`the cart has no line ${index}`)
  return { line, figures }
}
