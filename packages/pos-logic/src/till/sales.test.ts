import { DomainError } from '@pos/core'
import { checkSaleFact, verifyChain, genesisOf } from '@pos/domain'
import type { SaleFact } from '@pos/shared-types'
import { describe, expect, test } from 'vitest'
import { newTill, openTill, waitUntil } from '../../test/new-till.ts'
import { sha256 } from '../node/digests.ts'
import { CARD, CASH, REASON, REGISTER } from '../../test/shop.ts'

describe('a sale at the till', () => {
  test('is priced, taxed and paid, gets number 1 and is chained to its series', async () => {
    const { till } = await openTill()
    till.cart.add('4006381333931', { quantityMilli: 3000 })
    till.cart.add('BREAD')
    const { fact, changeMinor } = await till.sales.complete([{ tenderTypeId: CASH, tenderedMinor: 2000 }])
    const net = 3 * 199 + 350
    const tax = 49 + (29 + 6)
    expect(fact.sale).toMatchObject({
      number: 1,
      documentNo: 'MAD-1-Sa-000001',
      netMinor: net,
      taxMinor: tax,
      totalMinor: net + tax,
    })
    expect(changeMinor).toBe(2000 - net - tax)
    expect(fact.sale.prevHash).toBe(genesisOf({ registerId: REGISTER, id: fact.sale.seriesId }, sha256))
    expect(checkSaleFact(fact, sha256)).toEqual([])
  })

  test('numbers are dense and the chain holds over many sales', async () => {
    const { till } = await openTill()
    const facts: SaleFact[] = []
    for (let n = 0; n < 20; n++) {
      till.cart.add('APPLE', { quantityMilli: 1000 * (n + 1) })
      facts.push((await till.sales.complete([{ tenderTypeId: CASH, tenderedMinor: 100_000 }])).fact)
    }
    expect(facts.map((fact) => fact.sale.number)).toEqual(facts.map((_, n) => n + 1))
    const start = { hash: facts[0]!.sale.prevHash, number: 0 }
    expect(verifyChain(facts, start, sha256)).toBeUndefined()
  })

  test('needs an open shift, a line, and enough money, and takes no number when refused', async () => {
    const { till } = await newTill()
    till.cart.add('APPLE')
    const pay = (amount: number) => till.sales.complete([{ tenderTypeId: CASH, tenderedMinor: amount }])
    await expect(pay(1000)).rejects.toMatchObject({ code: 'SALE_REGISTER_CLOSED' })
    await till.shifts.open({ floatMinor: 0 })
    await expect(pay(100)).rejects.toMatchObject({ code: 'SALE_UNDERPAID' })
    const { fact } = await pay(1000)
    expect(fact.sale.number).toBe(1)
    await expect(pay(0)).rejects.toMatchObject({ code: 'SALE_EMPTY' })
  })

  test('a card cannot be overpaid, because it gives no change', async () => {
    const { till } = await openTill()
    till.cart.add('APPLE')
    await expect(till.sales.complete([{ tenderTypeId: CARD, tenderedMinor: 5000 }])).rejects.toMatchObject({
      code: 'SALE_OVERPAID',
    })
  })

  test('begins a new cart with a new id', async () => {
    const { till } = await openTill()
    till.cart.add('APPLE')
    const { fact } = await till.sales.complete([{ tenderTypeId: CASH, tenderedMinor: 1000 }])
    expect(till.cart.state.items).toEqual([])
    expect(till.cart.state.id).not.toBe(fact.sale.id)
  })

  test('is made once, however often the cashier presses', async () => {
    const { till, storage } = await openTill()
    till.cart.add('APPLE')
    const pay = () => till.sales.complete([{ tenderTypeId: CASH, tenderedMinor: 1000 }])
    const pressed = await Promise.allSettled([pay(), pay(), pay()])
    expect(pressed.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected'])
    expect(await storage.list('sale')).toHaveLength(1)
  })

  test('the cart stands still while a sale is made of it', async () => {
    const { till } = await openTill()
    till.cart.add('APPLE')
    const made = till.sales.complete([{ tenderTypeId: CASH, tenderedMinor: 1000 }])
    expect(() => till.cart.add('BREAD')).toThrow(expect.objectContaining({ code: 'STATE_NOT_ALLOWED' }))
    expect((await made).fact.lines).toHaveLength(1)
    till.cart.add('BREAD')
  })

  test('needs the rights its content asks for', async () => {
    const { till, store } = await openTill()
    store.permissions = ['pos:sell']
    await till.staff.signIn(till.staff.current!.userId, '314159')
    const item = till.cart.add('APPLE')
    till.cart.discountLine(item.details.id, { ratePpm: 50_000, reasonCodeId: REASON })
    await expect(till.sales.complete([{ tenderTypeId: CASH, tenderedMinor: 1000 }])).rejects.toMatchObject({
      code: 'PERMISSION_DENIED',
      params: { permission: 'pos:discount' },
    })
    till.cart.undo()
    await till.sales.complete([{ tenderTypeId: CASH, tenderedMinor: 1000 }])
  })

  test('a discount above the free limit needs a reason', async () => {
    const { till } = await openTill()
    const item = till.cart.add('APPLE')
    till.cart.discountLine(item.details.id, { ratePpm: 50_000 })
    await expect(till.sales.complete([{ tenderTypeId: CASH, tenderedMinor: 1000 }])).rejects.toMatchObject({
      code: 'SALE_REASON_MISSING',
    })
  })

  test('a discount above the limit passes with a note while nobody can approve it', async () => {
    const { till, store } = await openTill()
    store.isAway = true
    const item = till.cart.add('APPLE')
    till.cart.discountLine(item.details.id, { ratePpm: 500_000, reasonCodeId: REASON })
    const { fact, noted } = await till.sales.complete([{ tenderTypeId: CASH, tenderedMinor: 1000 }])
    expect(noted).toMatchObject([{ ruleId: 'sales.discount-within-limit', code: 'SALE_DISCOUNT_TOO_HIGH', mode: 'P' }])
    expect(fact.sale.capture).toBe('offline')
  })
})

describe('the store is asked when payment opens', () => {
  test('its yes makes the capture online, until the cart changes', async () => {
    const { till, store } = await openTill()
    till.cart.add('APPLE')
    store.expectedTotal = () => till.cart.price().totalMinor
    expect(await till.sales.check()).toEqual({ by: 'store', noted: [] })
    const first = await till.sales.complete([{ tenderTypeId: CASH, tenderedMinor: 1000 }])
    expect(first.fact.sale.capture).toBe('online')
    till.cart.add('APPLE')
    await till.sales.check()
    till.cart.add('BREAD')
    const second = await till.sales.complete([{ tenderTypeId: CASH, tenderedMinor: 1000 }])
    expect(second.fact.sale.capture).toBe('offline')
  })

  test('its no stands, and no number is taken', async () => {
    const { till, store } = await openTill()
    till.cart.add('APPLE')
    store.refusal = new DomainError('SALE_STOCK_SHORT')
    await expect(till.sales.check()).rejects.toMatchObject({ code: 'SALE_STOCK_SHORT' })
    store.refusal = undefined
    const { fact } = await till.sales.complete([{ tenderTypeId: CASH, tenderedMinor: 1000 }])
    expect(fact.sale.number).toBe(1)
  })

  test('other figures at the store are a refusal', async () => {
    const { till, store } = await openTill()
    till.cart.add('APPLE')
    store.expectedTotal = () => 1
    await expect(till.sales.check()).rejects.toMatchObject({ code: 'SALE_TOTALS_DIFFER' })
  })

  test('400 ms without an answer count as a store that is away', async () => {
    const { till, store } = await openTill()
    till.cart.add('APPLE')
    store.isSlow = true
    const begun = performance.now()
    expect((await till.sales.check()).by).toBe('till')
    expect(performance.now() - begun).toBeGreaterThan(350)
    expect(performance.now() - begun).toBeLessThan(1500)
  })

  test('with the store away the own rules decide', async () => {
    const { till, store } = await openTill()
    store.isAway = true
    await expect(till.sales.check()).rejects.toMatchObject({ code: 'SALE_EMPTY' })
    till.cart.add('APPLE')
    expect((await till.sales.check()).by).toBe('till')
  })
})

describe('sales made without the store', () => {
  test('arrive once it is back, each exactly once and byte for byte', async () => {
    const { till, store } = await openTill()
    till.start()
    await waitUntil(async () => (await till.status()).unsent === 0)
    store.isAway = true
    const made: SaleFact[] = []
    for (let n = 0; n < 25; n++) {
      till.cart.add('CHEESE', { quantityMilli: 350 })
      made.push((await till.sales.complete([{ tenderTypeId: CASH, tenderedMinor: 1000 }])).fact)
    }
    expect(await till.status()).toMatchObject({ unsent: 25, parked: 0 })
    store.isAway = false
    await waitUntil(async () => {
      till.pusher.wake()
      return (await till.status()).unsent === 0
    }, 15_000)
    expect(store.sales).toEqual(made)
    expect([...store.peer.tables.quarantine.values()]).toEqual([])
    await till.stop()
  })
})
