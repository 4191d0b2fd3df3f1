import { expect, test } from 'vitest'
import { formatDay, formatMoney, formatShortMoney } from './format.ts'

const EN = { language: 'en', locale: 'en-US' }
const ES = { language: 'es', locale: 'en-US' }

test('an amount is exact up to the last safe integer', () => {
  expect(formatMoney(Number.MAX_SAFE_INTEGER, 'USD', 'en-US')).toBe('$90,071,992,547,409.91')
  expect(formatMoney(-188, 'USD', 'en-US')).toBe('−$1.88')
  expect(formatMoney(1250, 'JPY', 'en-US')).toBe('¥1,250')
})

test('a day of the calendar is the same day in every zone', () => {
  expect([formatDay('2026-11-21', EN), formatDay('2026-11-21', ES)]).toEqual(['21 Nov', '21 nov'])
  expect([formatDay('2026-11-21', EN, 'week'), formatDay('2026-11-21', ES, 'week')]).toEqual([
    'Sat 21 Nov',
    'Sáb 21 nov',
  ])
  expect(formatDay('2026-11-21', EN, 'long')).toBe('Saturday 21 November')
  expect(formatDay('2026-11-21', ES, 'long')).toBe('Sábado 21 de noviembre')
})

test('an axis writes short amounts', () => {
  expect([formatShortMoney(250_000, 'USD', EN), formatShortMoney(0, 'USD', EN)]).toEqual(['$2.5K', '$0'])
})
