import fc from 'fast-check'
import { expect, test } from 'vitest'
import { priceTimesOf, type Price } from './price-times.ts'

const price = (validFromLocal: string, priceMinor: number | null = 100, priceListId = 'list'): Price => ({
  id: validFromLocal,
  priceListId,
  variantId: 'v',
  validFromLocal,
  priceMinor,
  perMilli: 1000,
})
const at = Date.UTC(2026, 4, 1, 15, 30)
const starts = (prices: readonly Price[]) => prices.map(({ validFromLocal }) => validFromLocal)

test('the price in force is the last that has started, what starts later is to come, the nearest first', () => {
  const prices = ['2026-06-01T00:00', '2026-01-01T00:00', '2026-05-01T16:00', '2026-05-01T15:30'].map((each) =>
    price(each),
  )
  const { now, coming, past } = priceTimesOf(prices, 'list', ['UTC'], at)
  expect(now?.validFromLocal).toBe('2026-05-01T15:30')
  expect(starts(coming)).toEqual(['2026-05-01T16:00', '2026-06-01T00:00'])
  expect(starts(past)).toEqual(['2026-01-01T00:00'])
})

test('a price is to come until it has started in the store where the day begins last', () => {
  const noon = price('2026-05-01T12:00')
  const stores = ['America/Puerto_Rico', 'America/Los_Angeles']
  expect(priceTimesOf([noon], 'list', ['America/Puerto_Rico'], at - 3_600_000).coming).toEqual([noon])
  expect(priceTimesOf([noon], 'list', ['America/Puerto_Rico'], at + 3_600_000).now).toBe(noon)
  expect(priceTimesOf([noon], 'list', stores, at + 3_600_000).now).toBeUndefined()
})

test('an ended price is the one in force, without an amount; other lists do not count', () => {
  const prices = [
    price('2026-04-01T00:00', null),
    price('2026-03-01T00:00', 300),
    price('2026-04-20T00:00', 1, 'staff'),
  ]
  expect(priceTimesOf(prices, 'list', ['UTC'], at).now).toMatchObject({ priceMinor: null })
  expect(priceTimesOf(prices, 'other', [], at)).toEqual({ now: undefined, coming: [], past: [] })
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
      const inOrder = [...starts(coming).toReversed(), ...(now ? [now.validFromLocal] : []), ...starts(past)]
      expect(inOrder).toEqual(minutes.toSorted().toReversed())
    }),
  )
})
