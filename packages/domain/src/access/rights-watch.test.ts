import { BUILTIN_ROLES, PERMISSIONS } from '@pos/shared-types'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { kindOfRight } from './right-kind.ts'
import { RightsWatch } from './rights-watch.ts'
import { raised, trustedNow, type HighWater } from './trusted-time.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const word = (edition = 1, issuedAt = 0) => ({
  edition,
  issuedAt,
  privilegedUntilAt: issuedAt + DAY,
  cashierUntilAt: issuedAt + 7 * DAY,
})

/** What has lapsed when a word of head office is `age` old. */
function lapsed(age: number) {
  const watch = new RightsWatch()
  watch.look(word(), 0, 0)
  watch.look(word(), age, age)
  return PERMISSIONS.filter((code) => watch.isLapsed(code))
}

test('a till sells to its end: what a day of trade needs never lapses, however long head office is away', () => {
  const gone = lapsed(1000 * DAY)
  const needed = ['pos:sell', 'pos:shift_open', 'pos:shift_close', 'pos:reprint', 'pos:park'] as const
  expect(needed.filter((code) => gone.includes(code))).toEqual([])
})

test('power lapses first, then the rest of what a cashier may, each at its moment', () => {
  expect(lapsed(DAY - 1)).toEqual([])
  const first = lapsed(DAY)
  expect(first).toEqual(expect.arrayContaining(['pos:void', 'store:settings.manage', 'pos:approve']))
  expect(BUILTIN_ROLES.pos_cashier.permissions.filter((code) => first.includes(code))).toEqual([])
  expect(lapsed(7 * DAY - 1)).toEqual(first)
  const second = lapsed(7 * DAY)
  expect(second).toEqual(expect.arrayContaining([...first, 'pos:refund', 'store:sales.view']))
})

test('where head office never set a limit nothing lapses', () => {
  const watch = new RightsWatch()
  expect(watch.look(undefined, 1000 * DAY, 0)).toBeUndefined()
  expect(PERMISSIONS.filter((code) => watch.isLapsed(code))).toEqual([])
  expect(watch.state).toBeUndefined()
})

test('a new word of head office gives everything back', () => {
  const watch = new RightsWatch()
  watch.look(word(1), 0, 0)
  watch.look(word(1), 9 * DAY, 9 * DAY)
  expect(watch.state?.lapsed).toBe('cashier')
  watch.look(word(2, 9 * DAY), 9 * DAY, 9 * DAY)
  expect(watch.state?.lapsed).toBe('nothing')
  expect(watch.isLapsed('pos:void')).toBe(false)
})

test('a clock that is wrong but steady costs a connected shop nothing', () => {
  const watch = new RightsWatch()
  watch.look(word(), 300 * DAY, 0)
  watch.look(word(), 300 * DAY + HOUR, HOUR)
  expect(watch.state).toMatchObject({ confirmedAt: 300 * DAY, lapsed: 'nothing' })
})

test('a clock set back extends nothing, over a restart neither', () => {
  const watch = new RightsWatch()
  watch.look(word(), 0, 0)
  const kept = watch.look(word(), DAY, DAY)
  watch.look(word(), HOUR, DAY + HOUR)
  expect(watch.isLapsed('pos:void')).toBe(true)
  const restarted = new RightsWatch(kept)
  restarted.look(word(), HOUR, 0)
  expect(restarted.isLapsed('pos:void')).toBe(true)
})

test('every right of a cashier is of trade or his own, never privileged', () => {
  expect(BUILTIN_ROLES.pos_cashier.permissions.filter((code) => kindOfRight(code) === 'privileged')).toEqual([])
})

type Look = { readonly steady: number; readonly wall: number }
const looks = fc.array(
  fc.record({ steady: fc.integer({ min: 0, max: DAY }), wall: fc.integer({ min: -10 * DAY, max: 100 * DAY }) }),
)
const afterAll = (mark: HighWater, seen: readonly Look[]) =>
  seen.reduce(
    ({ mark: at, passed }, { steady, wall }) => ({ mark: raised(at, wall, passed + steady), passed: passed + steady }),
    { mark, passed: 0 },
  )

test('the mark only grows, and never faster than time', () => {
  fc.assert(
    fc.property(looks, (seen) => {
      const { mark, passed } = afterAll({ at: 0, steadyMs: 0 }, seen)
      expect(mark.at).toBeGreaterThanOrEqual(0)
      expect(mark.at).toBeLessThanOrEqual(passed + seen.length * 60_000)
    }),
  )
})

test('a clock that is set back gains nothing', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 30 * DAY }), fc.integer({ min: 0, max: 60 * DAY }), (ran, back) => {
      const mark = raised({ at: 0, steadyMs: 0 }, ran, ran)
      expect(trustedNow(mark, ran - back)).toBe(ran)
    }),
  )
})

test('a clock that was years ahead by mistake does no harm once it is right again', () => {
  const years = raised({ at: 0, steadyMs: 0 }, 3650 * DAY, HOUR)
  expect(trustedNow(years, 2 * HOUR)).toBe(2 * HOUR)
})

test('after a start one night and day are believed', () => {
  const started = raised({ at: 0, steadyMs: undefined }, 3 * DAY, 5)
  expect(started.at).toBe(DAY)
  expect(trustedNow(started, 3 * DAY)).toBe(3 * DAY)
})
