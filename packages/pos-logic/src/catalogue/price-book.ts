import type { PriceListId, Quantity, VariantId } from '@pos/shared-types'
import type { CataloguePrice } from './records.ts'

/** The prices of all lists, found by variant. */
export class PriceBook {
  readonly #byId = new Map<string, CataloguePrice>()
  /** By list, then variant: higher quantity tiers first, in a tier the newest start first. */
  readonly #lists = new Map<PriceListId, Map<VariantId, CataloguePrice[]>>()

  get all(): Iterable<CataloguePrice> {
    return this.#byId.values()
  }

  put(price: CataloguePrice): void {
    this.remove(price.id)
    this.#byId.set(price.id, price)
    const list = this.#lists.get(price.priceListId) ?? new Map<VariantId, CataloguePrice[]>()
    this.#lists.set(price.priceListId, list)
    const prices = list.get(price.variantId)
    if (prices === undefined) list.set(price.variantId, [price])
    else insert(prices, price)
  }

  remove(id: string): void {
    const price = this.#byId.get(id)
    if (price === undefined) return
    this.#byId.delete(id)
    const list = this.#lists.get(price.priceListId)
    const rest = (list?.get(price.variantId) ?? []).filter((other) => other.id !== id)
    if (rest.length === 0) list?.delete(price.variantId)
    else list?.set(price.variantId, rest)
  }

  /**
   * The price in force at wall time `at` (`YYYY-MM-DDTHH:MM`) for `quantityMilli` of a variant, or undefined when there
   * is none. A tier whose price has ended falls back to the tier below it.
   */
  inForce(list: PriceListId, variant: VariantId, quantityMilli: Quantity, at: string): CataloguePrice | undefined {
    const amount = Math.abs(quantityMilli)
    let endedTier: Quantity | undefined
    for (const price of this.#lists.get(list)?.get(variant) ?? []) {
      if (price.packId !== null || price.minQuantityMilli > amount || price.validFrom > at) continue
      if (price.minQuantityMilli === endedTier) continue
      if (price.priceMinor !== null) return price
      endedTier = price.minQuantityMilli
    }
    return undefined
  }
}

function isBefore(a: CataloguePrice, b: CataloguePrice): boolean {
  return (
    a.minQuantityMilli > b.minQuantityMilli || (a.minQuantityMilli === b.minQuantityMilli && a.validFrom > b.validFrom)
  )
}

function insert(prices: CataloguePrice[], price: CataloguePrice): void {
  const at = prices.findIndex((other) => isBefore(price, other))
  prices.splice(at < 0 ? prices.length : at, 0, price)
}
