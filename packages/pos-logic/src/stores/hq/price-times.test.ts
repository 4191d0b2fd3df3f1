import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { PriceView } from '@pos/shared-types'
import { priceTimesOf, type HeldPrice } from './price-times.ts'

/** Set long before it starts, unless told otherwise. */
const price = (validFromLocal: string, more: Partial<PriceView> = {}): PriceView => ({
  id: validFromLocal,
  priceListId: 'list',
  variantId: 'v',
  validFromLocal,
  priceMinor: 100,
  perMilli: 1000,
  setAt: Date.UTC(2025, 0, 1),
  setBy: null,
  ...more,
})
const at = Date.UTC(2026, 4, 1, 15, 30)
const starts = (prices: readonly PriceView[]) => prices.map(({ validFromLocal }) => validFromLocal)
const held = (prices: readonly HeldPrice[]) => starts(prices.map(({ price: each }) => each))

test('the price in force is the last that has started, what starts later is to come, the nearest first', () => {
  const prices = ['2026-06-01T00:00', '2026-01-01T00:00', '2026-05-01T16:00', '2026-05-01T15:30'].map((each) =>
    price(each),
  )
  const { now, coming, past } = priceTimesOf(prices, 'list', ['UTC'], at)
  expect(now).toMatchObject({ price: { validFromLocal: '2026-05-01T15:30' }, sinceLocal: '2026-05-01T15:30' })
  expect(starts(coming)).toEqual(['2026-05-01T16:00', '2026-06-01T00:00'])
  expect(held(past)).toEqual(['2026-01-01T00:00'])
})

test('a price is to come until it has started in the store where the day begins last', () => {
  const noon = price('2026-05-01T12:00')
  const stores = ['America/Puerto_Rico', 'America/Los_Angeles']
  expect(priceTimesOf([noon], 'list', ['America/Puerto_Rico'], at - 3_600_000).coming).toEqual([noon])
  expect(priceTimesOf([noon], 'list', ['America/Puerto_Rico'], at + 3_600_000).now?.price).toBe(noon)
  expect(priceTimesOf([noon], 'list', stores, at + 3_600_000).now).toBeUndefined()
})

test('an ended price is the one in force, without an amount; other lists do not count', () => {
  const prices = [
    price('2026-04-01T00:00', { priceMinor: null }),
    price('2026-03-01T00:00'),
    price('2026-04-20T00:00', { priceListId: 'staff' }),
  ]
  expect(priceTimesOf(prices, 'list', ['UTC'], at).now).toMatchObject({ price: { priceMinor: null } })
  expect(priceTimesOf(prices, 'other', [], at)).toEqual({ now: undefined, coming: [], past: [] })
})

describe('a price holds since', () => {
  const zone = 'America/Puerto_Rico'
  const timesOf = (...prices: PriceView[]) => priceTimesOf(prices, 'list', [zone], at)

  test('it was set, when that was after its start: one set this morning says this morning, not last night', () => {
    const setAt = Date.UTC(2026, 4, 1, 13, 5)
    const atOnce = price('2026-05-01T01:05', { setAt })
    expect(timesOf(atOnce).now?.sinceLocal).toBe('2026-05-01T09:05')
    const justAfterMidnight = price('2026-04-30T16:10', { setAt: Date.UTC(2026, 4, 1, 4, 10) })
    expect(timesOf(justAfterMidnight).now?.sinceLocal).toBe('2026-05-01T00:10')
  })

  test('its start, when it was set before', () => {
    expect(timesOf(price('2026-05-01T08:00')).now?.sinceLocal).toBe('2026-05-01T08:00')
  })

  test('no later than the one that replaced it, when somebody set it afterwards for a time gone by', () => {
    const newer = price('2026-04-01T00:00')
    const late = price('2026-03-01T00:00', { setAt: Date.UTC(2026, 3, 20) })
    expect(timesOf(newer, late).past).toEqual([{ price: late, sinceLocal: '2026-04-01T00:00' }])
  })
})

test('every price of the list is now, to come or past, and in one place only', () => {
  const minute = fc.integer({ min: 0, max: 500_000 }).map((minutes) => {
    return new Date(Date.UTC(2026, 0, 1) + minutes * 60_000).toISOString().slice(0, 16)
  })
  fc.assert(
    fc.property(fc.uniqueArray(minute, { maxLength: 12 }), (minutes) => {
      const { now, coming, past } = priceTimesOf(
        minutes.map((each) => price(each)),
        'list',
        ['UTC', 'America/New_York'],
        at,
      )
      const inOrder = [...starts(coming).toReversed(), ...(now ? [now.price.validFromLocal] : []), ...held(past)]
      expect(inOrder).toEqual(minutes.toSorted().toReversed())
    }),
  )
})
