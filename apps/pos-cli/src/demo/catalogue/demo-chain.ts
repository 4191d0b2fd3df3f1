import { seededRandom } from '../random.ts'
import type { DemoChain } from '../types.ts'
import { customers } from './customers.ts'
import { assortments } from './departments.ts'
import { people } from './people.ts'
import { demoProducts } from './products.ts'
import { reasons } from './reasons.ts'
import { openingStock } from './stock.ts'
import { company, priceLists, stores, units } from './stores.ts'
import { taxGroups, taxRates, taxZones } from './taxes.ts'
import { tenders } from './tenders.ts'

/** The whole demo chain before its first sale. The same seed gives the same chain. */
export function demoChain(seed: string): DemoChain {
  const products = demoProducts(seededRandom(`${seed} products`))
  return {
    tenant: company,
    taxZones,
    taxRates,
    taxGroups,
    priceLists,
    units,
    stores,
    people,
    customers,
    tenders,
    reasons,
    departments: assortments.map((assortment) => assortment.department),
    products,
    openingStock: openingStock(products, stores, seededRandom(`${seed} stock`)),
  }
}
