import { expect, test } from 'vitest'
import { storeView } from '../../test/store-view.ts'
import { shopOf } from './shop-of.ts'

test('the head of a receipt has the lines of the address that there are, and no empty ones', () => {
  const place = { addressLine1: '12 Calle Sol', postalCode: '00901', city: 'San Juan', region: 'PR' }
  expect(shopOf(storeView('SJU', place)).addressLines).toEqual(['12 Calle Sol', '00901 San Juan PR'])
  expect(shopOf(storeView('SJU', { ...place, addressLine2: '2nd floor', postalCode: null })).addressLines).toEqual([
    '12 Calle Sol',
    '2nd floor',
    'San Juan PR',
  ])
})

test('its numbers are written as in its language and country', () => {
  expect(shopOf(storeView('SJU', { locale: 'es', country: 'US' })).region).toBe('es-US')
  expect(shopOf(storeView('SJU', { locale: 'en-GB', country: 'US' })).region).toBe('en-GB')
})
