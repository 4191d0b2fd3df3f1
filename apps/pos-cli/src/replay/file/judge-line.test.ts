import { expect, test } from 'vitest'
import { isCharge } from './charge-codes.ts'
import { judgeLine } from './judge-line.ts'
import type { FileLine } from './read-lines.ts'

const line = (change: Partial<FileLine>): FileLine => ({
  invoiceNo: '536365',
  stockCode: '85123A',
  description: 'HANGING HEART',
  quantity: '6',
  invoiceDate: '2010-12-01T08:26:00',
  unitPrice: '2.55',
  ...change,
})
const ring = (change: Partial<FileLine>) => judgeLine(line(change))
const refused = (change: Partial<FileLine>) => {
  const judged = ring(change)
  return 'refused' in judged ? judged.refused : judged
}

test('an ordinary line is rung up as it stands', () => {
  expect(ring({})).toMatchObject({
    ring: { sku: '85123A', quantityMilli: 6000, priceMinor: 255, perMilli: 1000, amountMinor: 1530 },
  })
})

test('codes that differ only in case are one SKU', () => {
  expect(ring({ stockCode: '85123a' })).toMatchObject({ ring: { sku: '85123A' } })
  expect(ring({ stockCode: 'gift_0001_20' })).toMatchObject({ ring: { sku: 'GIFT_0001_20' } })
})

test('a price with three decimals is kept as a price per 10,000 thousandths', () => {
  expect(ring({ unitPrice: '0.001', quantity: '1' })).toMatchObject({
    ring: { priceMinor: 1, perMilli: 10_000, amountMinor: 0 },
  })
  expect(ring({ unitPrice: '0.125', quantity: '-1', invoiceNo: 'C1' })).toMatchObject({
    ring: { priceMinor: 125, perMilli: 10_000, amountMinor: -13 },
  })
  expect(ring({ unitPrice: '2.500' })).toMatchObject({ ring: { priceMinor: 250, perMilli: 1000 } })
  expect(ring({ unitPrice: '3' })).toMatchObject({ ring: { priceMinor: 300, perMilli: 1000 } })
})

test('large quantities and prices are exact', () => {
  expect(ring({ quantity: '-74215', unitPrice: '1.04', invoiceNo: 'C1' })).toMatchObject({
    ring: { quantityMilli: -74_215_000, amountMinor: -7_718_360 },
  })
  expect(ring({ quantity: '80995', unitPrice: '38970.00' })).toMatchObject({ ring: { amountMinor: 315_637_515_000 } })
})

test('an adjustment of bad debt is not a sale, whatever its sign, and no line has a negative price', () => {
  expect(refused({ invoiceNo: 'A563186', unitPrice: '-11062.06' })).toBe('not_a_sale')
  expect(refused({ invoiceNo: 'A563185', unitPrice: '11062.06' })).toBe('not_a_sale')
  expect(refused({ unitPrice: '-0.01' })).toBe('not_a_sale')
})

test('without a price nothing is sold: below zero outside a cancellation it corrects the stock', () => {
  expect(refused({ unitPrice: '0.00' })).toBe('no_price')
  expect(refused({ unitPrice: '0', quantity: '-30' })).toBe('stock_correction')
  expect(refused({ unitPrice: '0', quantity: '-30', invoiceNo: 'C536366' })).toBe('no_price')
})

test('a line without quantity, and what cannot be read, is refused', () => {
  expect(refused({ quantity: '0' })).toBe('no_quantity')
  expect(refused({ quantity: 'six' })).toBe('unreadable')
  expect(refused({ quantity: '0.0005' })).toBe('unreadable')
  expect(refused({ unitPrice: '2,55' })).toBe('unreadable')
  expect(refused({ stockCode: '' })).toBe('unreadable')
  expect(refused({ quantity: '900000000000000', unitPrice: '900' })).toBe('unreadable')
})

test('money beside goods is a charge', () => {
  const charges = ['POST', 'DOT', 'M', 'D', 'S', 'B', 'BANK CHARGES', 'AMAZONFEE', 'CRUK', 'PADS', 'C2']
  for (const sku of [...charges, 'GIFT_0001_50', 'DCGS0066P', 'DCGSSBOY']) expect(isCharge(sku)).toBe(true)
  for (const sku of ['22423', '85123A', 'POSTER', 'MUG', 'GIFT']) expect(isCharge(sku)).toBe(false)
})
