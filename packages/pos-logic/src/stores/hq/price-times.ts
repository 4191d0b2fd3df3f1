import type { Instant, listPrices, PriceListId, ResponseOf } from '@pos/shared-types'
import { wallTime } from '../../catalogue/wall-time.ts'

export type Price = ResponseOf<typeof listPrices>['items'][number]

/** The prices of a product in one price list. */
export type PriceTimes = {
  /** In force in every store; undefined when there is none yet, null as its amount when it was ended. */
  readonly now: Price | undefined
  /** Still to start in a store or in all, the nearest first. */
  readonly coming: readonly Price[]
  /** What was in force before, the last first. */
  readonly past: readonly Price[]
}

/**
 * Sorts the prices of a list by the clocks on the walls of the stores: a price starts in each at its own time, and
 * counts as in force once the last of them has come to it.
 *
 * @param zones - the stores' time zones; a chain without stores goes by `UTC`
 */
export function priceTimesOf(
  prices: readonly Price[],
  priceListId: PriceListId,
  zones: readonly string[],
  at: Instant,
): PriceTimes {
  const walls = (zones.length === 0 ? ['UTC'] : zones).map((zone) => wallTime(at, zone))
  const last = walls.toSorted()[0] ?? ''
  const newestFirst = prices
    .filter((price) => price.priceListId === priceListId)
    .toSorted((a, b) => (a.validFromLocal < b.validFromLocal ? 1 : -1))
  const begun = newestFirst.filter(({ validFromLocal }) => validFromLocal <= last)
  const coming = newestFirst.filter(({ validFromLocal }) => validFromLocal > last).toReversed()
  return { now: begun[0], coming, past: begun.slice(1) }
}
