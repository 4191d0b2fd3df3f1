import type { Quantity } from '@pos/shared-types'
import { between, type Random } from '../random.ts'
import type { DemoProduct, DemoStock, DemoStore } from '../types.ts'

/** Units that a store sells in the days the demo covers, over the whole assortment, and a third as much again. */
const unitsPerStore = 32_000
const smallestStock = 24

/**
 * What lies in each open store before its first sale: enough for the demo's days, more of what sells more. Weighed
 * goods come in pounds.
 */
export function openingStock(
  products: readonly DemoProduct[],
  stores: readonly DemoStore[],
  random: Random,
): DemoStock[] {
  const all = products.reduce((sum, product) => sum + product.popularity, 0)
  return stores
    .filter((store) => store.status === 'open')
    .flatMap((store) =>
      products.map((product) => ({
        storeCode: store.code,
        sku: product.sku,
        quantityMilli: quantity((product.popularity / all) * unitsPerStore, random),
      })),
    )
}

function quantity(units: number, random: Random): Quantity {
  return (Math.ceil(units + 4 * Math.sqrt(units)) + smallestStock + between(random, 0, 12)) * 1000
}
