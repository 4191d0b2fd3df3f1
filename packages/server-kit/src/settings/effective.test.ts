import { TEST_STORE } from '@pos/testing'
import { expect, test } from 'vitest'
import { checkSetting } from './check-setting.ts'
import { effectiveSettings, resolveSettings, type SettingRow } from './effective.ts'

const REGISTER = '01890000-0000-7000-8000-000000000050'
const OTHER = '01890000-0000-7000-8000-000000000051'

const company = (key: string, value: unknown): SettingRow => ({
  key,
  level: 'company',
  storeId: null,
  registerId: null,
  value,
})
const store = (key: string, value: unknown, storeId = TEST_STORE): SettingRow => ({
  ...company(key, value),
  level: 'store',
  storeId,
})
const register = (key: string, value: unknown, registerId = REGISTER): SettingRow => ({
  ...store(key, value),
  level: 'register',
  registerId,
})

const HERE = { storeId: TEST_STORE, registerId: REGISTER }

test('the lowest level that is set wins, and what nobody set has its default', () => {
  const rows = [
    company('sales.max_total_minor', 1),
    store('sales.max_total_minor', 2),
    register('sales.max_total_minor', 3),
    company('returns.days', 14),
  ]

  expect(resolveSettings(rows, HERE)).toMatchObject({
    'sales.max_total_minor': 3,
    'returns.days': 14,
    'sales.max_line_discount_bp': 2000,
  })
  expect(resolveSettings(rows, { storeId: TEST_STORE })['sales.max_total_minor']).toBe(2)
  expect(resolveSettings(rows, {})['sales.max_total_minor']).toBe(1)
})

test('what is set for another store or register does not count', () => {
  const rows = [store('returns.days', 1, OTHER), register('sales.max_total_minor', 1, OTHER)]

  expect(resolveSettings(rows, HERE)).toMatchObject({ 'returns.days': 30, 'sales.max_total_minor': null })
})

test('a value the product does not understand falls back to the level above', () => {
  const rows = [company('returns.days', 14), store('returns.days', 'soon'), company('tax.rounding', 'cart')]

  expect(resolveSettings(rows, HERE)).toMatchObject({ 'returns.days': 14, 'tax.rounding': 'line' })
})

test('a level at which a setting may not be set does not count', () => {
  expect(resolveSettings([store('tax.rounding', 'sale')], HERE)['tax.rounding']).toBe('line')
})

test('the screen is told where a value comes from', () => {
  const settings = effectiveSettings([store('returns.days', 7)], HERE)

  expect(settings).toContainEqual({ key: 'returns.days', value: 7, level: 'store' })
  expect(settings).toContainEqual({ key: 'shift.max_hours', value: 24, level: 'default' })
})

test.each([
  ['no.such_key', 'company', 1, 'SETTING_UNKNOWN'],
  ['__proto__', 'company', 1, 'SETTING_UNKNOWN'],
  ['tax.rounding', 'store', 'line', 'validation failed'],
  ['returns.days', 'company', -1, 'validation failed'],
  ['returns.days', 'company', '30', 'validation failed'],
  ['sales.allow_below_cost', 'company', 1, 'validation failed'],
] as const)('%s at %s cannot be %j', (key, level, value, reason) => {
  expect(() => checkSetting(key, level, value)).toThrow(reason)
})

test('a value that fits may be set', () => {
  expect(() => checkSetting('sales.max_total_minor', 'register', null)).not.toThrow()
  expect(() => checkSetting('locale.default', 'store', 'es')).not.toThrow()
})
