import fc from 'fast-check'
import { expect, test } from 'vitest'
import { amountOff, carts, GROUPS, pricings, rateOff } from '../test/arbitrary.ts'
import { factOf } from '../test/facts.ts'
import type { Cart } from './cart.ts'
import { saleKind } from './sale-kind.ts'

const quebec = GROUPS.find((group) => group.id === 'quebec') ?? null
const cart: Cart = {
  lines: [
    {
      priceMinor: 1999,
      perMilli: 1000,
      quantityMilli: 2000,
      taxGroup: quebec,
      isDiscountable: true,
      discounts: [amountOff(98)],
      copy: null,
    },
    {
      priceMinor: 500,
      perMilli: 1000,
      quantityMilli: 1000,
      taxGroup: null,
      isDiscountable: true,
      discounts: [],
      copy: null,
    },
  ],
  discounts: [rateOff(100_000, 'cart')],
}
const pricing = { isTaxIncluded: false, taxRounding: 'line', exemption: null } as const

test('a sale fills every column from its parts', () => {
  const fact = factOf({ cart, pricing, tenders: [{ tenderTypeId: 'cash', tenderedMinor: 5000 }] })
  expect(fact.sale).toMatchObject({
    lineNo: 1,
    number: 1,
    documentNo: 'MAD-1-Sa-000001',
    kind: 'sale',
    originalSaleId: null,
    businessHour: 11,
    occurredAt: fact.sale.completedAt,
    grossMinor: 4498,
    discountMinor: 538,
    taxAddedMinor: 526,
    taxMinor: 526,
    totalMinor: 4486,
    netMinor: 3960,
    cashRoundingMinor: -1,
    payableMinor: 4485,
  })
  expect(fact.lines.map((line) => [line.lineNo, line.grossMinor, line.discountMinor, line.totalMinor])).toEqual([
    [1, 3998, 488, 4036],
    [2, 500, 50, 450],
  ])
  expect(fact.taxes.map((tax) => [tax.saleLineId, tax.position, tax.code, tax.taxMinor])).toEqual([
    ['line-1', 1, 'gst', 176],
    ['line-1', 2, 'qst', 350],
  ])
  expect(fact.discounts.map((each) => [each.saleLineId, each.position, each.source, each.amountMinor])).toEqual([
    ['line-1', 1, 'line', 98],
    ['line-1', 2, 'cart', 390],
    ['line-2', 1, 'cart', 50],
  ])
  expect(fact.payments).toMatchObject([
    { lineNo: 1, tenderedMinor: 5000, changeMinor: 515, amountMinor: 4485, shiftId: 'shift-1' },
  ])
})

test('the same parts give the same bytes, wherever they are put together', () => {
  fc.assert(
    fc.property(carts, pricings, (any, how) => {
      expect(JSON.stringify(factOf({ cart: any, pricing: how }))).toBe(
        JSON.stringify(factOf({ cart: structuredClone(any), pricing: how })),
      )
    }),
    { numRuns: 100 },
  )
})

test('goods make a sale, goods coming back a return, both an exchange; a fee or a tip decides nothing', () => {
  const line = (quantityMilli: number, kind: 'goods' | 'charge' | 'tip' = 'goods') => ({ kind, quantityMilli })
  expect(saleKind([line(1000)])).toBe('sale')
  expect(saleKind([line(-1000)])).toBe('return')
  expect(saleKind([line(-1000), line(1)])).toBe('exchange')
  expect(saleKind([line(-1000), line(1000, 'charge')])).toBe('return')
  expect(saleKind([line(1000, 'tip')])).toBe('sale')
})
