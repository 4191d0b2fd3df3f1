import type { Instant } from '@pos/shared-types'

const MINUTE = 60_000
let last = { minute: -1, zone: '', text: '' }

/**
 * What clocks in `timeZone` show, `YYYY-MM-DDTHH:MM`: the form in which prices say when they start.
 *
 * @throws RangeError when the zone is unknown
 */
export function wallTime(instant: Instant, timeZone: string): string {
  const minute = Math.floor(instant / MINUTE)
  if (last.minute !== minute || last.zone !== timeZone) {
    const zoned = Temporal.Instant.fromEpochMilliseconds(minute * MINUTE).toZonedDateTimeISO(timeZone)
    last = { minute, zone: timeZone, text: zoned.toPlainDateTime().toString({ smallestUnit: 'minute' }) }
  }
  return last.text
}
