import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { businessDateAt, localHour, nextLocalMinute } from './local-time.ts'

const MADRID = 'Europe/Madrid'
const at = (text: string): number => Temporal.ZonedDateTime.from(text).epochMilliseconds

describe('the business date', () => {
  test('is the day on the wall when days start at midnight', () => {
    expect(businessDateAt(Date.UTC(2026, 0, 14, 23, 30), MADRID, 0)).toBe('2026-01-15')
    expect(businessDateAt(Date.UTC(2026, 0, 14, 22, 59), MADRID, 0)).toBe('2026-01-14')
  })

  test('of a sale after midnight is the day before where days start at four', () => {
    expect(businessDateAt(at('2026-01-15T03:59[Europe/Madrid]'), MADRID, 240)).toBe('2026-01-14')
    expect(businessDateAt(at('2026-01-15T04:00[Europe/Madrid]'), MADRID, 240)).toBe('2026-01-15')
  })

  test('changes at four on the wall also in the nights when the clocks move', () => {
    for (const day of ['2026-03-29', '2026-10-25']) {
      const four = at(`${day}T04:00[Europe/Madrid]`)
      expect(businessDateAt(four, MADRID, 240)).toBe(day)
      expect(businessDateAt(four - 1, MADRID, 240)).not.toBe(day)
    }
  })

  test('changed at one minute past midnight in Newfoundland', () => {
    const before = Date.UTC(2011, 2, 13, 3, 30)
    expect([0, 1].map((minutes) => localHour(before + minutes * 60_000, 'America/St_Johns'))).toEqual([0, 1])
  })

  test('is right in zones that are off by a half or a quarter of an hour', () => {
    expect(businessDateAt(Date.UTC(2026, 0, 14, 18, 14), 'Asia/Kathmandu', 0)).toBe('2026-01-14')
    expect(businessDateAt(Date.UTC(2026, 0, 14, 18, 15), 'Asia/Kathmandu', 0)).toBe('2026-01-15')
    expect(businessDateAt(Date.UTC(2026, 0, 14, 18, 30), 'Asia/Kolkata', 0)).toBe('2026-01-15')
  })
})

describe('the hour of a sale', () => {
  test('repeats when clocks are put back and skips when they are put forward', () => {
    expect([0, 1, 2].map((hour) => localHour(Date.UTC(2026, 9, 25, hour, 30), MADRID))).toEqual([2, 2, 3])
    expect([0, 1, 2].map((hour) => localHour(Date.UTC(2026, 2, 29, hour, 30), MADRID))).toEqual([1, 3, 4])
  })

  test('and the date are those of the calendar in any zone at any instant, asked in any order', () => {
    const zones = fc.constantFrom(
      MADRID,
      'America/New_York',
      'Australia/Lord_Howe',
      'Asia/Kathmandu',
      'America/St_Johns',
      'Pacific/Apia',
      'UTC',
    )
    const instants = fc.integer({ min: Date.UTC(1975, 0), max: Date.UTC(2040, 0) })
    fc.assert(
      fc.property(fc.array(fc.tuple(instants, zones), { minLength: 1, maxLength: 5 }), (moments) => {
        for (const [instant, zone] of [...moments, ...moments]) {
          const wall = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone)
          expect(localHour(instant, zone)).toBe(wall.hour)
          expect(businessDateAt(instant, zone, 0)).toBe(wall.toPlainDate().toString())
        }
      }),
      { numRuns: 300 },
    )
  })

  test('in a zone nobody knows is refused', () => {
    expect(() => localHour(0, 'Middle/Earth')).toThrow(RangeError)
  })
})

describe('the next time clocks show a minute', () => {
  const two = (text: string) => nextLocalMinute(at(text), MADRID, 120)

  test('is today, or tomorrow when it is over', () => {
    expect(two('2026-01-15T01:59:59[Europe/Madrid]')).toBe(at('2026-01-15T02:00[Europe/Madrid]'))
    expect(two('2026-01-15T02:00[Europe/Madrid]')).toBe(at('2026-01-16T02:00[Europe/Madrid]'))
    expect(two('2026-01-31T12:00[Europe/Madrid]')).toBe(at('2026-02-01T02:00[Europe/Madrid]'))
  })

  test('is an hour later on the day that skips it, and comes once on the day that has it twice', () => {
    expect(two('2026-03-28T12:00[Europe/Madrid]')).toBe(at('2026-03-29T03:00[Europe/Madrid]'))
    const first = two('2026-10-24T12:00[Europe/Madrid]')
    expect(first).toBe(Date.UTC(2026, 9, 25, 0))
    expect(nextLocalMinute(first, MADRID, 120)).toBe(at('2026-10-26T02:00[Europe/Madrid]'))
  })
})
