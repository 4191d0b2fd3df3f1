import { expect, test } from 'vitest'
import { openTill, tillOptions, type TillUnderTest } from '../../test/new-till.ts'
import { CASH } from '../../test/shop.ts'
import { SELF } from '../journal/journal-stores.ts'
import { createTill } from './till.ts'

/** The same till opened once more beside the first, as after a crash. */
const again = ({ store, storage, clock }: TillUnderTest) => createTill(tillOptions(store, storage, clock))
const written = () => new Promise((resolve) => setTimeout(resolve, 10))

test('an open cart is there after the till was cut off: lines, quantities, discounts, note', async () => {
  const made = await openTill()
  const { cart } = made.till
  const { details } = cart.add('APPLE', { quantityMilli: 3000 })
  cart.add('BREAD')
  cart.discountLine(details.id, { ratePpm: 100_000 })
  cart.setNote('for the feast')
  await written()
  const till = await again(made)
  expect(till.cart.state).toEqual(cart.state)
  expect(till.cart.price()).toEqual(cart.price())
})

test('a cart that became a sale, was cleared or undone is not there again', async () => {
  const made = await openTill()
  const { till } = made
  till.cart.add('APPLE')
  await written()
  till.cart.clear()
  await written()
  expect((await again(made)).cart.state.items).toEqual([])
  till.cart.add('APPLE')
  till.cart.undo()
  await written()
  expect((await again(made)).cart.state.items).toEqual([])
  till.cart.add('APPLE')
  await written()
  await till.sales.complete([{ tenderTypeId: CASH, tenderedMinor: 100_000 }])
  await written()
  expect((await again(made)).cart.state.items).toEqual([])
})

test('a cart whose sale was kept just before the till was cut off is not sold twice', async () => {
  const made = await openTill()
  const { till, storage } = made
  till.cart.add('APPLE')
  await written()
  const open = await storage.get('cart', SELF)
  await till.sales.complete([{ tenderTypeId: CASH, tenderedMinor: 100_000 }])
  await written()
  await storage.commit([{ store: 'cart', key: SELF, value: open }])
  expect((await again(made)).cart.state.items).toEqual([])
})
