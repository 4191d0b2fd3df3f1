import type { Instant } from '@pos/shared-types'

export type Freshness = 'live' | 'recent' | 'partial' | 'old' | 'unknown'

const LIVE_MS = 10_000
const MINUTE_MS = 60_000
/** Sales figures; stock and prices bear more. */
const WARN_AFTER_MIN = 15

/** How far a figure may be trusted. A source that is connected is live however long ago it last had news. */
export function freshnessOf(figure: {
  readonly asOf: Instant | null
  readonly now: Instant
  readonly live: boolean | undefined
  readonly coverage: { readonly live: number; readonly all: number } | undefined
  readonly warnAfterMin: number | undefined
}): Freshness {
  const { asOf, now, live = false, coverage, warnAfterMin = WARN_AFTER_MIN } = figure
  if (coverage !== undefined && coverage.live < coverage.all) return 'partial'
  if (asOf === null) return 'unknown'
  if (live || now - asOf < LIVE_MS) return 'live'
  return now - asOf >= warnAfterMin * MINUTE_MS ? 'old' : 'recent'
}
