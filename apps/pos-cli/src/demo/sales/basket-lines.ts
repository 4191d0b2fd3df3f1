import type { Quantity } from '@pos/shared-types'
import { between, chance, pick, type Random, weightedPick } from '../random.ts'
import type { DemoProduct } from '../types.ts'
import type { DemoDiscount, DemoSaleLine } from './types.ts'

/** How many baskets have one line, two lines and so on up to twelve. */
const linesShare = [18, 16, 14, 12, 10, 8, 6, 5, 4, 3, 2, 2]
const unitsShare = [78, 14, 4, 3, 0, 1]
const lineDiscountShare = 0.025
const lineCount = weightedPick(linesShare)
const unitCount = weightedPick(unitsShare)

/** Fills baskets with what sells, each product at most once. */
export function basketFiller(products: readonly DemoProduct[]): (random: Random) => DemoSaleLine[] {
  const next = weightedPick(products.map((product) => product.popularity))
  return (random) => {
    const chosen = new Set<DemoProduct>()
    const wanted = lineCount(random) + 1
    while (chosen.size < wanted) {
      const product = products[next(random)]
      if (product !== undefined) chosen.add(product)
    }
    return [...chosen].map((product) => ({
      kind: 'sale',
      sku: product.sku,
      quantityMilli: quantityOf(product, random),
      discount: chance(random, lineDiscountShare) ? lineDiscount(random) : null,
    }))
  }
}

// A scale reads in hundredths of a pound.
function quantityOf(product: DemoProduct, random: Random): Quantity {
  return product.isWeighed ? between(random, 30, 320) * 10 : (unitCount(random) + 1) * 1000
}

function lineDiscount(random: Random): DemoDiscount {
  return chance(random, 0.6)
    ? { ratePpm: pick(random, [200_000, 300_000, 500_000]), reasonCode: 'NEAR_DATE' }
    : { ratePpm: pick(random, [100_000, 150_000]), reasonCode: 'DAMAGED' }
}
