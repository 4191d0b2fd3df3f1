import type { Instant, PriceListId, PriceView } from '@pos/shared-types'
import { wallTime } from '../../catalogue/wall-time.ts'

/** A price that held, or holds, with the wall time since when it did. */
export type HeldPrice = { readonly price: PriceView; readonly sinceLocal: string }

/** The prices of a product in one price list. */
export type PriceTimes = {
  /** In force in every store; undefined when there is none yet, null as its amount when it was ended. */
  readonly now: HeldPrice | undefined
  /** Still to start in a store or in all, the nearest first. */
  readonly coming: readonly PriceView[]
  /** What was in force before, the last first. */
  readonly past: readonly HeldPrice[]
}

/**
 * Sorts the prices of a list by the clocks on the walls of the stores: a price starts in each at its own time, and
 * counts as in force once the last of them has come to it. One that was set after its start, as is every price "at
 * once", holds since it was set; one that was replaced held no longer than the one that replaced it.
 *
 * @param zones - the stores' time zones; a chain without stores goes by `UTC`
 */
export function priceTimesOf(
  prices: readonly PriceView[],
  priceListId: PriceListId,
  zones: readonly string[],
  at: Instant,
): PriceTimes {
  const walls = (zones.length === 0 ? ['UTC'] : zones).map((zone) => ({ zone, wall: wallTime(at, zone) }))
  const last = walls.toSorted((a, b) => (a.wall < b.wall ? -1 : 1))[0] ?? { zone: 'UTC', wall: '' }
  const newestFirst = prices
    .filter((price) => price.priceListId === priceListId)
    .toSorted((a, b) => (a.validFromLocal < b.validFromLocal ? 1 : -1))
  const coming = newestFirst.filter(({ validFromLocal }) => validFromLocal > last.wall).toReversed()
  let until = last.wall
  const [now, ...past] = newestFirst
    .filter(({ validFromLocal }) => validFromLocal <= last.wall)
    .map((price) => {
      const sinceLocal = earlier(until, later(price.validFromLocal, wallTime(price.setAt, last.zone)))
      until = sinceLocal
      return { price, sinceLocal }
    })
  return { now, coming, past }
}

const later = (a: string, b: string) => (a > b ? a : b)
const earlier = (a: string, b: string) => (a < b ? a : b)
