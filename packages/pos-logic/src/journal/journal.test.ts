import { describe, expect, test } from 'vitest'
import { createTill } from '../till/till.ts'
import { openTill, tillOptions, waitUntil } from '../../test/new-till.ts'
import { CASHIER, MemoryStore, PIN } from '../../test/memory-store.ts'
import { CASH } from '../../test/shop.ts'

const cash = (amount: number) => [{ tenderTypeId: CASH, tenderedMinor: amount }]

describe('the journal of a till', () => {
  test('opens where it was left: register, shift, number and hash', async () => {
    const { till, store, storage, clock } = await openTill()
    till.cart.add('APPLE')
    const first = await till.sales.complete(cash(1000))
    store.isAway = true
    const again = await createTill(tillOptions(store, storage, clock))
    expect(again.shifts.current).toEqual(till.shifts.current)
    expect(again.shifts.totals).toEqual(till.shifts.totals)
    store.isAway = false
    await again.staff.signIn(CASHIER, PIN)
    again.cart.add('APPLE')
    const second = await again.sales.complete(cash(1000))
    expect(second.fact.sale).toMatchObject({ number: 2, prevHash: first.fact.sale.hash })
  })

  test('belongs to one writer: of two that hold it, the second to write has lost the register', async () => {
    const { till, store, storage, clock } = await openTill()
    const twin = await createTill(tillOptions(store, storage, clock))
    await twin.staff.signIn(CASHIER, PIN)
    till.cart.add('APPLE')
    twin.cart.add('APPLE')
    const { fact } = await till.sales.complete(cash(1000))
    await expect(twin.sales.complete(cash(1000))).rejects.toMatchObject({ code: 'REGISTER_LEASE_LOST' })
    expect(await storage.list('sale')).toHaveLength(1)
    expect(await storage.get('series', 'sale')).toMatchObject({ lastNumber: 1, lastHash: fact.sale.hash })
  })

  test('gives every event a place: series, shift, sale, close, without a gap and in order of its aggregate', async () => {
    const { till, storage } = await openTill()
    till.cart.add('APPLE')
    await till.sales.complete(cash(1000))
    await till.shifts.close({
      counts: till.shifts
        .expected()
        .map(({ tenderTypeId, currency, expectedMinor }) => ({ tenderTypeId, currency, countedMinor: expectedMinor })),
    })
    const events = (await storage.list('event')).map(({ value }) => value)
    expect(events.map((event) => event.type)).toEqual([
      'series.opened',
      'series.opened',
      'series.opened',
      'shift.opened',
      'sale.completed',
      'shift.closed',
    ])
    expect(events.map((event) => event.seq)).toEqual([1, 2, 3, 4, 5, 6])
    expect(events.map((event) => event.aggregateSeq)).toEqual([1, 1, 1, 1, 1, 2])
  })

  test('a new journal on the same register is another lineage with new series, which begin at 1', async () => {
    const store = new MemoryStore()
    const first = await openTill(store)
    first.till.cart.add('APPLE')
    expect((await first.till.sales.complete(cash(1000))).fact.sale.documentNo).toBe('MAD-1-Sa-000001')
    const second = await openTill(store)
    second.till.cart.add('APPLE')
    expect((await second.till.sales.complete(cash(1000))).fact.sale.documentNo).toBe('MAD-1-Sb-000001')
  })

  test('taking the register again goes on in the same series', async () => {
    const { till } = await openTill()
    till.cart.add('APPLE')
    await till.sales.complete(cash(1000))
    await till.setUp.takeRegister(till.setUp.lease!.registerId)
    till.cart.add('APPLE')
    expect((await till.sales.complete(cash(1000))).fact.sale.documentNo).toBe('MAD-1-Sa-000002')
  })

  test('[SE81] forgets facts only when they were acknowledged and are 35 days old', async () => {
    const { till, store, clock, storage } = await openTill()
    till.cart.add('APPLE')
    const { fact } = await till.sales.complete(cash(1000))
    const counted = { tenderTypeId: CASH, currency: 'EUR', countedMinor: 10_000 + fact.sale.payableMinor }
    await till.shifts.close({ counts: [counted] })
    clock.advance(36 * 86_400_000)
    await till.shifts.open({ floatMinor: 0 })
    expect((await till.returns.findOwn(fact.sale.id))?.fact).toEqual(fact)
    till.start()
    await waitUntil(async () => (await till.status()).unsent === 0)
    await till.shifts.close({ counts: [{ ...counted, countedMinor: 0 }] })
    await till.shifts.open({ floatMinor: 0 })
    expect(await till.returns.findOwn(fact.sale.id)).toBeUndefined()
    expect(await storage.get('receipt', fact.sale.documentNo)).toBeUndefined()
    till.cart.add('APPLE')
    expect((await till.sales.complete(cash(1000))).fact.sale).toMatchObject({ number: 2, prevHash: fact.sale.hash })
    await waitUntil(async () => (await till.status()).unsent === 0)
    expect(store.sales).toHaveLength(2)
    await till.stop()
  })
})
