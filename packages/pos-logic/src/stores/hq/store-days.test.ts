import type { StoreView } from '@pos/shared-types'
import { expect, test } from 'vitest'
import { storeView } from '../../../test/store-view.ts'
import type { DayFigures } from './day-figures.ts'
import { storeDaysOf, totalOf, trendOf } from './store-days.ts'

const NOW = Date.UTC(2026, 10, 21, 3, 30)
const MINUTE = 60_000

const store = (code: string, more: Partial<StoreView> = {}) =>
  storeView(code, { timeZone: 'Europe/Madrid', lastSeenAt: NOW, ...more })
const day = (storeCode: string, businessOn: string, netMinor: number, currency = 'USD'): DayFigures => ({
  storeCode,
  businessOn,
  currency,
  sales: 1,
  returns: 0,
  netMinor,
  taxMinor: 0,
  totalMinor: netMinor,
})

const NYC = store('NYC', { timeZone: 'America/New_York' })
const daysOf = (stores: StoreView[], figures: DayFigures[] = []) =>
  storeDaysOf({ stores, figures, sync: undefined, now: NOW })

test('before the day of a shop begins it is still the day before there', () => {
  const shop = store('MAD', { dayStartsMin: 300 })
  const late = [day('MAD', '2026-11-20', 500), day('MAD', '2026-11-21', 999)]
  expect(daysOf([shop], late)).toMatchObject([{ today: '2026-11-20', figures: { netMinor: 500 } }])
  expect(daysOf([store('MAD', { dayStartsMin: 240 })], late)).toMatchObject([{ today: '2026-11-21' }])
})

test('each store has its own today: after midnight in Madrid it is still yesterday in New York', () => {
  const figures = [day('NYC', '2026-11-20', 500), day('NYC', '2026-11-21', 999), day('MAD', '2026-11-21', 700)]
  const days = daysOf([NYC, store('MAD')], figures)
  expect(days.map(({ store: { code }, today, figures: own }) => [code, today, own?.netMinor])).toEqual([
    ['MAD', '2026-11-21', 700],
    ['NYC', '2026-11-20', 500],
  ])
})

test('a store without a sale has no figures, which is not zero', () => {
  expect(daysOf([NYC])[0]).toMatchObject({ figures: undefined, yesterday: undefined, weekAgo: undefined })
})

test('a store that was silent for two minutes is not live, nor is one that was never heard', () => {
  const days = daysOf([store('A'), store('B', { lastSeenAt: NOW - 2 * MINUTE }), store('C', { lastSeenAt: null })])
  expect(days.map(({ isLive }) => isLive)).toEqual([true, false, false])
})

test('how far a catalogue is behind is unknown before the first contact, and to who may not see it', () => {
  const said = { appVersion: '1', clockOffsetMs: 0, isSameSchema: true, alarms: [] }
  const synced = {
    ...said,
    storeCode: '',
    storeName: '',
    storeStatus: 'open' as const,
    pushSeq: 0,
    pending: 3,
    parked: 0,
    oldestPendingAt: null,
    compared: null,
    received: { count: 0, missing: 0, missingSince: null },
  }
  const sync = {
    head: 29,
    stores: [
      { ...synced, storeId: 'A', pullVersion: 27, lastSeenAt: NOW },
      { ...synced, storeId: 'B', pullVersion: 0, lastSeenAt: null },
    ],
  }
  const days = storeDaysOf({ stores: [store('A'), store('B')], figures: [], sync, now: NOW })
  expect(days.map(({ behind, unsent }) => [behind, unsent])).toEqual([
    [2, 3],
    [undefined, 3],
  ])
  expect(daysOf([store('A')])[0]?.behind).toBeUndefined()
})

test('amounts of two currencies are never one sum', () => {
  const stores = [store('A'), store('B', { currency: 'EUR' })]
  const figures = [day('A', '2026-11-21', 500), day('B', '2026-11-21', 9000, 'EUR')]
  expect(totalOf(daysOf(stores, figures), 'USD', 'figures').netMinor).toBe(500)
  expect(trendOf(figures, 'EUR', ['2026-11-20', '2026-11-21'])).toEqual([0, 9000])
})
