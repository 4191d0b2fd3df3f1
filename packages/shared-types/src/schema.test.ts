import type { TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import { expect, test } from 'vitest'
import { MAX_SAFE, schema } from './index.ts'

const accepts = (type: TSchema, value: unknown) => Compile(type).Check(value)

test('an amount with a sign is any whole number that a JavaScript number holds exactly', () => {
  const good = [0, 1, -1, MAX_SAFE, -MAX_SAFE]
  const bad = [0.5, MAX_SAFE + 1, -MAX_SAFE - 1, '1', null, undefined, Number.NaN, Infinity]
  expect(good.filter((value) => !accepts(schema.minor(), value))).toEqual([])
  expect(bad.filter((value) => accepts(schema.minor(), value))).toEqual([])
})

test('an amount without a sign is not negative', () => {
  expect([accepts(schema.amount(), 0), accepts(schema.amount(), -1)]).toEqual([true, false])
})

test.each([
  ['an id', schema.uuid(), '0197c2de-7a1b-7c3d-8e4f-0123456789ab', '0197C2DE-7A1B-7C3D-8E4F-0123456789AB'],
  ['an id', schema.uuid(), '00000000-0000-0000-0000-000000000000', '0197c2de7a1b7c3d8e4f0123456789ab'],
  ['a date', schema.dateOn(), '2026-02-28', '2026-2-28'],
  ['a local time', schema.localTime(), '2026-02-28T09:30', '2026-02-28 09:30'],
  ['a hash', schema.hash(), 'a'.repeat(64), 'A'.repeat(64)],
  ['a currency', schema.currency(), 'EUR', 'eur'],
  ['a count', schema.count(), 2_147_483_647, 2_147_483_648],
  ['an instant', schema.instant(), 8_640_000_000_000_000, 8_640_000_000_000_001],
  ['a label', schema.label(3), 'abc', ''],
  ['a text', schema.text(3), '', 'abcd'],
  ['one of several', schema.oneOf('sale', 'return'), 'return', 'Return'],
  ['something that may be missing', schema.orNull(schema.label()), null, undefined],
])('%s has one way to be written', (_, type, good, bad) => {
  expect([accepts(type, good), accepts(type, bad)]).toEqual([true, false])
})

test('a pattern holds for the whole text, not for a line of it', () => {
  expect(accepts(schema.currency(), 'EUR\nUSD')).toBe(false)
  expect(accepts(schema.dateOn(), '2026-02-28\n')).toBe(false)
})

test('an object refuses fields it does not know', () => {
  const line = schema.strict({ quantityMilli: schema.milli() })
  expect(accepts(line, { quantityMilli: 1000 })).toBe(true)
  expect(accepts(line, { quantityMilli: 1000, price: 1 })).toBe(false)
  expect(accepts(line, {})).toBe(false)
})

test('a date is a day of the calendar', () => {
  const days = Array.from({ length: 1500 }, (_, n) => new Date(Date.UTC(1999, 11, 1) + n * 86_400_000))
  for (const day of days) expect(accepts(schema.dateOn(), day.toISOString().slice(0, 10))).toBe(true)
  for (const day of [
    '2026-02-29',
    '2100-02-29',
    '2026-04-31',
    '2026-13-01',
    '2026-00-10',
    '2026-01-00',
    '0000-01-01',
  ]) {
    expect(accepts(schema.dateOn(), day)).toBe(false)
  }
  expect(accepts(schema.dateOn(), '2000-02-29')).toBe(true)
})

test('a wall time is a minute of such a day', () => {
  expect(accepts(schema.localTime(), '2028-02-29T23:59')).toBe(true)
  for (const time of ['2026-02-29T10:00', '2026-01-01T24:00', '2026-01-01T10:60', '2026-01-01T1:00']) {
    expect(accepts(schema.localTime(), time)).toBe(false)
  }
})
