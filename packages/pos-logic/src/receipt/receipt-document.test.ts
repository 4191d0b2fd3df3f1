import { checkCode } from '@pos/domain'
import { expect, test } from 'vitest'
import { openTill } from '../../test/new-till.ts'
import { CASH, REASON } from '../../test/shop.ts'

test('a receipt says what was sold, its taxes by letter, how it was paid, and the chain codes', async () => {
  const { till } = await openTill()
  till.cart.add('APPLE', { quantityMilli: 3000 })
  const bread = till.cart.add('BREAD')
  till.cart.add('CHEESE', { quantityMilli: 350 })
  till.cart.discountLine(bread.details.id, { ratePpm: 100_000, reasonCodeId: REASON })
  const { fact, changeMinor } = await till.sales.complete([{ tenderTypeId: CASH, tenderedMinor: 5000 }])
  const receipt = await till.sales.receipt(fact)
  expect(receipt).toMatchObject({
    documentNo: 'MAD-1-Sa-000001',
    shop: { name: 'Madrid' },
    cashierName: 'Ana',
    registerName: 'Till 1',
    changeMinor,
    payments: [{ name: 'cash', tenderedMinor: 5000 }],
    checkCode: fact.sale.checkCode,
    previousCheckCode: checkCode(fact.sale.prevHash),
  })
  expect(receipt.lines.map(({ name, taxLetter }) => [name, taxLetter])).toEqual([
    ['Good 1', 'T'],
    ['Good 2', 'A'],
    ['Good 3', 'T'],
  ])
  expect(receipt.lines[1]?.discounts).toEqual([
    { source: 'line', reason: 'Damaged', ratePpm: 100_000, amountMinor: 35 },
  ])
  expect(receipt.taxes.map(({ letter, name }) => [letter, name])).toEqual([
    ['T', 'STD'],
    ['A', 'STD'],
    ['A', 'LOCAL'],
  ])
})

test('the parts of a receipt add up', async () => {
  const { till } = await openTill()
  for (const sku of ['APPLE', 'BREAD', 'NAILS', 'FIXED']) till.cart.add(sku, { quantityMilli: 3000 })
  till.cart.discountCart({ amountMinor: 77, reasonCodeId: REASON })
  const { fact } = await till.sales.complete([{ tenderTypeId: CASH, tenderedMinor: 10_000 }])
  const { lines, taxes, subtotalMinor, taxMinor, totalMinor, payments, payableMinor } = await till.sales.receipt(fact)
  const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0)
  expect(sum(lines.map((line) => line.totalMinor))).toBe(subtotalMinor)
  expect(sum(lines.flatMap((line) => line.discounts.map(({ amountMinor }) => amountMinor)))).toBe(77)
  expect(sum(taxes.map((tax) => tax.taxMinor))).toBe(taxMinor)
  expect(subtotalMinor + taxMinor).toBe(totalMinor)
  expect(sum(payments.map(({ amountMinor }) => amountMinor))).toBe(payableMinor)
})

test("today's sales are those of the trading day, newest first, also after the till was opened again", async () => {
  const { till, clock } = await openTill()
  const sell = async () => {
    till.cart.add('APPLE')
    return (await till.sales.complete([{ tenderTypeId: CASH, tenderedMinor: 1000 }])).fact.sale.documentNo
  }
  await sell()
  await till.shifts.close({
    counts: till.shifts.expected().map((each) => ({ ...each, countedMinor: each.expectedMinor })),
  })
  clock.advance(24 * 3_600_000)
  await till.shifts.open({ floatMinor: 0 })
  const today = [await sell(), await sell()]
  const rows = await till.sales.today()
  expect(rows.map(({ fact }) => fact.sale.documentNo)).toEqual(today.toReversed())
  expect(rows.every(({ isUnsent }) => isUnsent)).toBe(true)
})
