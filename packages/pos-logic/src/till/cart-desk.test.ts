import { describe, expect, test } from 'vitest'
import { CASHIER } from '../../test/memory-store.ts'
import { newTill, openTill, waitUntil } from '../../test/new-till.ts'
import { MemoryStore } from '../../test/memory-store.ts'
import { GOODS, price, product, REASON, shopDocuments, type Good } from '../../test/shop.ts'

const [APPLE] = GOODS as [Good]
const refusing = (code: string) => expect.objectContaining({ code })

describe('what can be rung up', () => {
  test('a barcode, the same GTIN in another length, and a SKU', async () => {
    const { till } = await newTill()
    for (const code of ['4006381333931', '04006381333931', 'APPLE'])
      expect(till.cart.add(code).details.sku).toBe('APPLE')
    expect(till.cart.add('96385074').details).toMatchObject({ sku: 'BREAD', barcode: '96385074' })
  })

  test('an unknown code, goods without a price and goods that are gone are refused by name', async () => {
    const { till } = await newTill()
    expect(() => till.cart.add('4711')).toThrow(refusing('BARCODE_UNKNOWN'))
    expect(() => till.cart.add('NOPRICE')).toThrow(refusing('SALE_PRICE_MISSING'))
    expect(() => till.cart.add('GONE')).toThrow(refusing('SALE_PRODUCT_NOT_SELLABLE'))
    expect(() => till.cart.add('OPEN')).toThrow(refusing('SALE_PRICE_MISSING'))
    expect(till.cart.add('OPEN', { priceMinor: 777 })).toMatchObject({
      priceMinor: 777,
      details: { priceSource: 'open' },
    })
  })

  test('a price keyed per ten pieces keeps its fractions of a cent', async () => {
    const { till } = await newTill()
    till.cart.add('OPEN', { quantityMilli: 3000, priceMinor: 5, perMilli: 10_000 })
    till.cart.add('OPEN', { quantityMilli: 30_000, priceMinor: 5, perMilli: 10_000 })
    expect(till.cart.price().lines.map((line) => line.grossMinor)).toEqual([2, 15])
  })

  test('a price per hundred pieces keeps its fractions of a cent', async () => {
    const { till } = await newTill()
    till.cart.add('NAILS', { quantityMilli: 250_000 })
    expect(till.cart.price().grossMinor).toBe(250)
  })
})

describe('the price in force', () => {
  test('changes at the minute the store’s clocks say, without any message', async () => {
    const store = new MemoryStore([...shopDocuments(), price(APPLE, '2026-07-01T00:00', 300)])
    const { till, clock } = await newTill(store)
    clock.set(Date.UTC(2026, 5, 30, 21, 59))
    expect(till.cart.add('APPLE').priceMinor).toBe(199)
    clock.set(Date.UTC(2026, 5, 30, 22, 0))
    expect(till.cart.add('APPLE').priceMinor).toBe(300)
  })

  test('follows the quantity, and a price that ended leaves none', async () => {
    const store = new MemoryStore([
      ...shopDocuments(),
      price(APPLE, '2026-01-01T00:00', 150, 10_000),
      price(GOODS[1]!, '2026-02-01T00:00', null),
    ])
    const { till } = await newTill(store)
    const { details } = till.cart.add('APPLE')
    till.cart.setQuantity(details.id, 10_000)
    expect(till.cart.state.items[0]).toMatchObject({ priceMinor: 150, quantityMilli: 10_000 })
    till.cart.setQuantity(details.id, 9_000)
    expect(till.cart.state.items[0]?.priceMinor).toBe(199)
    expect(() => till.cart.add('BREAD')).toThrow(refusing('SALE_PRICE_MISSING'))
  })

  test('arrives with the next pull; what is in the cart keeps its price', async () => {
    const { till, store } = await newTill()
    till.cart.add('APPLE')
    const version = store.change(price({ ...APPLE, priceMinor: 250 }))
    till.puller.notify(version)
    await waitUntil(async () => (await till.status()).catalogueVersion === version)
    expect(till.cart.state.items[0]?.priceMinor).toBe(199)
    expect(till.cart.add('APPLE').priceMinor).toBe(250)
    store.remove(product(APPLE))
    till.puller.notify(version + 1)
    await waitUntil(async () => (await till.status()).catalogueVersion === version + 1)
    expect(() => till.cart.add('APPLE')).toThrow(refusing('BARCODE_UNKNOWN'))
    await till.stop()
  })
})

describe('changes of the cart', () => {
  test('are undone one by one, back to the empty cart', async () => {
    const { till } = await newTill()
    const { details } = till.cart.add('APPLE')
    const states = [till.cart.state]
    till.cart.setQuantity(details.id, 2000)
    states.push(till.cart.state)
    till.cart.discountLine(details.id, { ratePpm: 100_000, reasonCodeId: REASON })
    states.push(till.cart.state)
    till.cart.overridePrice(details.id, 150)
    for (const state of states.toReversed()) {
      expect(till.cart.undo()).toBe(true)
      expect(till.cart.state).toEqual({ ...state, ownerId: CASHIER })
    }
    expect(till.cart.undo()).toBe(true)
    expect(till.cart.state.items).toEqual([])
    expect(till.cart.undo()).toBe(false)
  })

  test('a discount is refused where the product allows none, and a cart discount goes around it', async () => {
    const { till } = await openTill()
    const { details } = till.cart.add('FIXED')
    expect(() => till.cart.discountLine(details.id, { ratePpm: 1 })).toThrow(refusing('SALE_NOT_DISCOUNTABLE'))
    till.cart.add('APPLE')
    till.cart.discountCart({ ratePpm: 100_000 })
    expect(till.cart.price().lines.map((line) => line.discountMinor)).toEqual([0, 20])
  })

  test('removing a line after the total was shown is remembered', async () => {
    const { till } = await newTill()
    const first = till.cart.add('APPLE')
    const second = till.cart.add('APPLE')
    till.cart.remove(first.details.id)
    expect(till.cart.state.hasRemovedLine).toBe(false)
    till.cart.showTotal()
    till.cart.remove(second.details.id)
    expect(till.cart.state.hasRemovedLine).toBe(true)
  })
})
