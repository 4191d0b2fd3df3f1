import type { BusinessDate, Instant } from '@pos/shared-types'

const MINUTE = 60_000
const DAY = 1440 * MINUTE

type Known = { minute: number; offset: number }
const known = new Map<string, Known>()

/**
 * How far the clocks of `timeZone` are ahead of UTC, in milliseconds. Kept per zone for the running minute, not longer:
 * clocks of Newfoundland moved at one minute past midnight until 2011.
 */
function offsetAt(instant: Instant, timeZone: string): number {
  const minute = Math.floor(instant / MINUTE)
  const last = known.get(timeZone)
  if (last?.minute === minute) return last.offset
  const zoned = Temporal.Instant.fromEpochMilliseconds(minute * MINUTE).toZonedDateTimeISO(timeZone)
  const offset = zoned.offsetNanoseconds / 1e6
  known.set(timeZone, { minute, offset })
  return offset
}

/**
 * The hour of the day, 0 to 23, that clocks in `timeZone` show at `instant`.
 *
 * @throws RangeError when the zone is unknown
 */
export function localHour(instant: Instant, timeZone: string): number {
  const local = instant + offsetAt(instant, timeZone)
  return Math.floor((((local % DAY) + DAY) % DAY) / (60 * MINUTE))
}

/**
 * The trading day at `instant` where days begin `dayStartsMin` minutes after midnight by the clocks on the wall: a sale
 * at 01:30 in a shop whose day starts at 04:00 belongs to the day before.
 *
 * @throws RangeError when the zone is unknown
 * @example businessDateAt(Date.UTC(2026, 0, 15, 0, 30), 'Europe/Madrid', 240) // '2026-01-14'
 */
export function businessDateAt(instant: Instant, timeZone: string, dayStartsMin: number): BusinessDate {
  const local = instant + offsetAt(instant, timeZone) - dayStartsMin * MINUTE
  return new Date(local).toISOString().slice(0, 10)
}

/**
 * What clocks in `timeZone` show at `instant`, to the minute: how prices and promotions say when they start.
 *
 * @throws RangeError when the zone is unknown
 * @example localMinute(Date.UTC(2026, 0, 15, 14, 5), 'America/New_York') // '2026-01-15T09:05'
 */
export function localMinute(instant: Instant, timeZone: string): string {
  return new Date(instant + offsetAt(instant, timeZone)).toISOString().slice(0, 16)
}

/**
 * The next instant after `instant` at which clocks in `timeZone` show `minute` minutes after midnight. On a day on which
 * they skip that time it is as much later as they skip.
 *
 * @throws RangeError when the zone is unknown
 * @example nextLocalMinute(Date.UTC(2026, 0, 15, 12), 'Europe/Madrid', 120) // Date.UTC(2026, 0, 16, 1)
 */
export function nextLocalMinute(instant: Instant, timeZone: string, minute: number): Instant {
  const now = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timeZone)
  const time = { hour: Math.floor(minute / 60), minute: minute % 60 }
  const today = now.withPlainTime(time)
  const next = today.epochMilliseconds > instant ? today : now.add({ days: 1 }).withPlainTime(time)
  return next.epochMilliseconds
}
