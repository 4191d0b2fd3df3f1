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
  const { isStoreReached, storeHeardAt, up, pricesAsOf, rights } = status
  const isOld = pricesAsOf === null || now - pricesAsOf > priceWarnMs
  return [
    { kind: 'store', state: isStoreReached ? 'ok' : 'warn', since: storeHeardAt },
    { kind: 'hq', ...hqLamp(isStoreReached, up, rights) },
    { kind: 'prices', state: isOld ? 'warn' : 'ok', since: pricesAsOf },
  ]
}

/** Rights that have lapsed are worth a light, whoever cannot be reached just now. */
function hqLamp(
  isStoreReached: boolean,
  up: TillStatus['up'],
  rights: TillStatus['rights'],
): Pick<Lamp, 'state' | 'since'> {
  if (rights !== null && rights.lapsed !== 'nothing') return { state: 'warn', since: rights.confirmedAt }
  const since = up?.heardAt ?? null
  if (!isStoreReached || up === null) return { state: 'off', since }
  return { state: up.isReached ? 'ok' : 'warn', since }
}
