import { checkSaleFact } from '@pos/domain'
import { describe, expect, test } from 'vitest'
import { openTill, waitUntil, type TillUnderTest } from '../../test/new-till.ts'
import { CASH } from '../../test/shop.ts'
import { sha256 } from '../node/digests.ts'
import { CASHIER, PIN } from '../../test/memory-store.ts'
import { createTill, type Till } from './till.ts'

const cash = (amount: number) => [{ tenderTypeId: CASH, tenderedMinor: amount }]

async function sellThree(till: Till) {
  till.cart.add('BREAD', { quantityMilli: 3000 })
  return (await till.sales.complete(cash(2000))).fact
}

async function giveBack({ till }: TillUnderTest, documentNo: string, quantityMilli: number) {
  const original = await till.returns.find(documentNo)
  till.returns.add(original, [{ lineId: original.fact.lines[0]!.id, quantityMilli }])
  return (await till.sales.complete(cash(till.cart.price().totalMinor))).fact
}

describe('a return', () => {
  test('pays back what was paid; in parts, the parts are the whole', async () => {
    const made = await openTill()
    made.store.isAway = true
    const sold = await sellThree(made.till)
    const parts = [await giveBack(made, sold.sale.documentNo, 1000), await giveBack(made, sold.sale.documentNo, 2000)]
    expect(parts.map((part) => part.sale.kind)).toEqual(['return', 'return'])
    expect(parts.reduce((sum, part) => sum + part.sale.totalMinor, 0)).toBe(-sold.sale.totalMinor)
    expect(parts.reduce((sum, part) => sum + part.sale.taxMinor, 0)).toBe(-sold.sale.taxMinor)
    for (const part of parts) expect(checkSaleFact(part, sha256)).toEqual([])
  })

  test('gives back no more than was sold, even without the store and after the till was opened anew', async () => {
    const made = await openTill()
    made.store.isAway = true
    const sold = await sellThree(made.till)
    await giveBack(made, sold.sale.documentNo, 2000)
    const refused = { code: 'RETURN_EXCEEDS_SOLD', params: { quantity: 1000 } }
    await expect(giveBack(made, sold.sale.documentNo, 2000)).rejects.toMatchObject(refused)
    const till = await createTill(made.options)
    await till.staff.signIn(CASHIER, PIN)
    const again = { ...made, till }
    await expect(giveBack(again, sold.sale.documentNo, 2000)).rejects.toMatchObject(refused)
    await giveBack(again, sold.sale.documentNo, 1000)
    await expect(giveBack(again, sold.sale.documentNo, 1)).rejects.toMatchObject({ code: 'RETURN_EXCEEDS_SOLD' })
  })

  test('a line that is twice in the cart counts twice', async () => {
    const { till } = await openTill()
    const sold = await sellThree(till)
    const original = await till.returns.find(sold.sale.documentNo)
    const choice = [{ lineId: sold.lines[0]!.id, quantityMilli: 2000 }]
    till.returns.add(original, choice)
    expect(() => till.returns.add(original, choice)).toThrow(expect.objectContaining({ code: 'RETURN_EXCEEDS_SOLD' }))
  })

  test('of a sale of another till is found at the store, which says what is left of it', async () => {
    const first = await openTill()
    first.till.start()
    const sold = await sellThree(first.till)
    await giveBack(first, sold.sale.documentNo, 1000)
    await waitUntil(async () => (await first.till.status()).unsent === 0)
    const second = await openTill(first.store)
    await expect(giveBack(second, sold.sale.documentNo, 3000)).rejects.toMatchObject({ code: 'RETURN_EXCEEDS_SOLD' })
    expect((await giveBack(second, sold.sale.documentNo, 2000)).lines[0]).toMatchObject({
      originalLineId: sold.lines[0]!.id,
      quantityMilli: -2000,
      priceSource: 'original',
    })
    first.store.isAway = true
    await expect(second.till.returns.find(sold.sale.documentNo)).rejects.toMatchObject({ code: 'STORE_UNREACHABLE' })
    await first.till.stop()
  })

  test('the store that said what is left has judged it: the capture is online', async () => {
    const made = await openTill()
    made.till.start()
    const sold = await sellThree(made.till)
    await waitUntil(async () => (await made.till.status()).unsent === 0)
    const original = await made.till.returns.find(sold.sale.documentNo)
    made.till.returns.add(original, [{ lineId: sold.lines[0]!.id, quantityMilli: 1000 }])
    expect((await made.till.sales.check()).by).toBe('store')
    const { fact } = await made.till.sales.complete(cash(made.till.cart.price().totalMinor))
    expect(fact.sale.capture).toBe('online')
    await made.till.stop()
  })

  test('with new goods is an exchange, settled in one amount', async () => {
    const { till } = await openTill()
    const sold = await sellThree(till)
    const original = await till.returns.find(sold.sale.documentNo)
    till.returns.add(original, [{ lineId: sold.lines[0]!.id, quantityMilli: 1000 }])
    till.cart.add('FIXED')
    const due = till.cart.price().totalMinor
    const { fact } = await till.sales.complete(cash(due))
    expect(fact.sale).toMatchObject({ kind: 'exchange', totalMinor: due })
    expect(checkSaleFact(fact, sha256)).toEqual([])
  })

  test('without a receipt it is noted when money is given instead of credit', async () => {
    const { till, store } = await openTill()
    store.isAway = true
    till.cart.add('APPLE', { quantityMilli: -1000 })
    const { fact, noted } = await till.sales.complete(cash(till.cart.price().totalMinor))
    expect(fact.sale.kind).toBe('return')
    expect(noted.map((finding) => finding.ruleId)).toContain('returns.without-receipt-to-credit')
  })

  test('a line that copies its original cannot be changed, only taken out', async () => {
    const { till } = await openTill()
    const sold = await sellThree(till)
    till.returns.add(await till.returns.find(sold.sale.documentNo), [
      { lineId: sold.lines[0]!.id, quantityMilli: 1000 },
    ])
    const { id } = till.cart.state.items[0]!.details
    expect(() => till.cart.setQuantity(id, 1000)).toThrow(expect.objectContaining({ code: 'STATE_NOT_ALLOWED' }))
    till.cart.remove(id)
    expect(till.cart.state.items).toEqual([])
  })
})
