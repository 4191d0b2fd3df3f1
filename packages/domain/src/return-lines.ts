import type { Quantity, SaleFact, SaleLineId, SaleLineRecord, StoreId } from '@pos/shared-types'
import { timesRatio } from '@pos/tax-engine'
import type { CartLine, LineCopy } from './cart.ts'
import { Refusal } from './refusal.ts'

/** How much of an original line comes back, as a positive quantity. */
export type ReturnRequest = { readonly lineId: SaleLineId; readonly quantityMilli: Quantity }

/** A line that comes back: a cart line whose figures are a share of its original, and the columns it copies. */
export type ReturnLine = CartLine & {
  readonly copy: LineCopy
  readonly originalLineId: SaleLineId
  readonly originalStoreId: StoreId
  readonly original: SaleLineRecord
}

/**
 * Lines that give goods of a known sale back at price, tax and discount as they were paid.
 *
 * A share is what has come back of the line after this return less what had before, each figure rounded on the way. So
 * however a line comes back in parts, the parts together are the line, tax by tax and discount by discount.
 *
 * @param alreadyReturned what came back earlier, as positive quantities by original line
 * @throws Refusal NOT_FOUND (no such line), RETURN_NOT_ALLOWED (`product`: the line itself came back),
 *   RETURN_EXCEEDS_SOLD (`quantity` that can still come back, in thousandths)
 */
export function returnLines(
  original: SaleFact,
  alreadyReturned: ReadonlyMap<SaleLineId, Quantity>,
  requested: readonly ReturnRequest[],
): ReturnLine[] {
  const returned = new Map(alreadyReturned)
  return requested.map(({ lineId, quantityMilli }) => {
    const line = original.lines.find((each) => each.id === lineId)
    if (line === undefined) throw new Refusal('NOT_FOUND', { what: lineId })
    if (line.quantityMilli <= 0) throw new Refusal('RETURN_NOT_ALLOWED', { product: line.name })
    const before = returned.get(lineId) ?? 0
    if (!Number.isSafeInteger(quantityMilli) || quantityMilli <= 0 || before + quantityMilli > line.quantityMilli) {
      throw new Refusal('RETURN_EXCEEDS_SOLD', { quantity: Math.max(0, line.quantityMilli - before) })
    }
    returned.set(lineId, before + quantityMilli)
    return returnLine(original, line, before, quantityMilli)
  })
}

function returnLine(fact: SaleFact, line: SaleLineRecord, before: Quantity, quantityMilli: Quantity): ReturnLine {
  return {
    priceMinor: line.priceMinor,
    perMilli: line.perMilli,
    quantityMilli: -quantityMilli,
    taxGroup: null,
    isDiscountable: false,
    discounts: [],
    copy: shareOf(fact, line, before, before + quantityMilli),
    originalLineId: line.id,
    originalStoreId: line.storeId,
    original: line,
  }
}

/**
 * The share between two marks of a line, negative. The line is taken apart into what cannot be split further (the net
 * amount, each tax, each discount) and the sums are built from the parts: none of them can
 * then point in the wrong direction, as a share of a difference could.
 */
function shareOf(fact: SaleFact, line: SaleLineRecord, from: Quantity, to: Quantity): LineCopy {
  const share = (amount: number): number => {
    const part = timesRatio(amount, from, line.quantityMilli) - timesRatio(amount, to, line.quantityMilli)
    return part === 0 ? 0 : part
  }
  const taxes = fact.taxes
    .filter((tax) => tax.saleLineId === line.id)
    .map(({ id: _, saleLineId: __, ...tax }) => ({
      ...tax,
      baseMinor: share(tax.baseMinor),
      taxMinor: share(tax.taxMinor),
    }))
  const discounts = fact.discounts
    .filter((discount) => discount.saleLineId === line.id)
    .map(({ id: _, saleLineId: __, ...discount }) => ({ ...discount, amountMinor: share(discount.amountMinor) }))
    .filter((discount) => discount.amountMinor !== 0)
  const taxMinor = taxes.reduce((sum, tax) => sum + tax.taxMinor, 0)
  const discountMinor = discounts.reduce((sum, discount) => sum + discount.amountMinor, 0)
  const totalMinor = share(line.totalMinor - line.taxMinor) + taxMinor
  const taxAddedMinor = line.taxAddedMinor === 0 ? 0 : taxMinor
  const grossMinor = totalMinor - taxAddedMinor + discountMinor
  return { grossMinor, discountMinor, taxAddedMinor, taxMinor, totalMinor, taxes, discounts }
}
