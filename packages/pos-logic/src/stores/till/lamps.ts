import type { Instant } from '@pos/shared-types'
import type { TillStatus } from '../../till/till.ts'

/** One of the three lights in the bar of a till. `since` is when what it shows began, or was last heard. */
export type Lamp = {
  readonly kind: 'store' | 'hq' | 'prices'
  readonly state: 'ok' | 'warn' | 'off'
  readonly since: Instant | null
}

/** Prices may be this old before anybody must know. */
export const PRICE_WARN_MS = 24 * 3_600_000

/** What the lamps show. Without the store nobody knows of head office, so its lamp is off. */
export function lampsOf(status: TillStatus, now: Instant, priceWarnMs = PRICE_WARN_MS): readonly Lamp[] {
  const { isStoreReached, storeHeardAt, up, pricesAsOf } = status
  const isOld = pricesAsOf === null || now - pricesAsOf > priceWarnMs
  return [
    { kind: 'store', state: isStoreReached ? 'ok' : 'warn', since: storeHeardAt },
    { kind: 'hq', state: hqState(isStoreReached, up), since: up?.heardAt ?? null },
    { kind: 'prices', state: isOld ? 'warn' : 'ok', since: pricesAsOf },
  ]
}

function hqState(isStoreReached: boolean, up: TillStatus['up']): Lamp['state'] {
  if (!isStoreReached || up === null) return 'off'
  return up.isReached ? 'ok' : 'warn'
}
