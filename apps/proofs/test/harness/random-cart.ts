import type { SaleContent } from '@pos/shared-types'
import type { Company } from './company.ts'

export type Random = () => number

export const whole = (random: Random, from: number, to: number): number => from + Math.floor(random() * (to - from + 1))

type Shelf = Pick<Company, 'products' | 'discountReasonId'>

/** Lines of one to four products, some weighed, some reduced. */
export function randomLines({ products, discountReasonId }: Shelf, random: Random): SaleContent['lines'] {
  return Array.from({ length: whole(random, 1, 4) }, () => {
    const product = products[whole(random, 0, products.length - 1)]
    if (!product) throw new Error('the company sells nothing')
    const quantityMilli = product.isWeighed ? whole(random, 50, 2500) : whole(random, 1, 3) * 1000
    const discount =
      random() < 0.2 ? { discount: { ratePpm: whole(random, 1, 20) * 10_000, reasonCodeId: discountReasonId } } : {}
    return { code: product.barcode, quantityMilli, ...discount }
  })
}

/** More cash than any of these carts comes to; the change is given back. */
export const PLENTY = 5_000_000

/** A whole sale, paid in cash. */
export function randomSale(company: Company, registerId: string, random: Random): SaleContent {
  const payments = [{ tenderTypeId: company.cashId, tenderedMinor: PLENTY }]
  return { registerId, lines: randomLines(company, random), payments }
}
