import { describe, expect, test } from 'vitest'
import { tillApp } from '../../../test/till-app.ts'
import { newTill } from '../../../test/new-till.ts'
import { CARD, CASH, price, product, GOODS, REASON, type Good } from '../../../test/shop.ts'
import { waitUntil } from '../../../test/new-till.ts'
import { useCartStore } from './cart-store.ts'
import { emptyTill, tillStores } from './hydrate.ts'
import { usePaymentStore } from './payment-store.ts'
import { useProductStore } from './product-store.ts'
import { useReturnStore } from './return-store.ts'
import { useSalesStore } from './sales-store.ts'
import { useShiftStore } from './shift-store.ts'
import { useStaffStore } from './staff-store.ts'

const [APPLE] = GOODS as [Good]
const refusing = (code: string) => expect.objectContaining({ code })

describe('the cart on screen', () => {
  test('shows what was added with its sums, and the same goods join their line', async () => {
    await tillApp()
    const cart = useCartStore()
    cart.add('4006381333931')
    cart.add('BREAD')
    cart.add('4006381333931')
    expect(cart.rows.map(({ sku, quantityMilli, grossMinor }) => [sku, quantityMilli, grossMinor])).toEqual([
      ['APPLE', 2000, 398],
      ['BREAD', 1000, 350],
    ])
    expect(cart.selected?.sku).toBe('APPLE')
    expect([cart.itemCount, cart.totals.totalMinor]).toEqual([3, 748 + cart.totals.taxMinor])
    expect(cart.totals.taxes.reduce((sum, tax) => sum + tax.taxMinor, 0)).toBe(cart.totals.taxMinor)
  })

  test('a keyed multiplier counts once', async () => {
    await tillApp()
    const cart = useCartStore()
    cart.setMultiplier(5000)
    cart.add('APPLE')
    cart.add('BREAD')
    expect(cart.rows.map(({ quantityMilli }) => quantityMilli)).toEqual([5000, 1000])
  })

  test('a line that was discounted is not joined, and only the row that changed is another object', async () => {
    await tillApp()
    const cart = useCartStore()
    cart.add('APPLE')
    cart.add('BREAD')
    const [apple, bread] = cart.rows
    cart.discountLine(apple!.id, { ratePpm: 100_000, reasonCodeId: REASON })
    cart.add('APPLE')
    expect(cart.rows.map(({ discountMinor }) => discountMinor)).toEqual([20, 0, 0])
    expect(cart.rows[1]).toBe(bread)
    expect(cart.rows[0]).not.toBe(apple)
  })

  test('what was removed comes back by undo, and a line taken down to nothing is removed', async () => {
    await tillApp()
    const cart = useCartStore()
    cart.add('APPLE')
    cart.add('BREAD')
    cart.changeQuantity(cart.rows[0]!.id, -1000)
    expect([cart.rows.length, cart.removed?.row.sku, cart.selected?.sku]).toEqual([1, 'APPLE', 'BREAD'])
    cart.undo()
    expect([cart.rows.map(({ sku }) => sku), cart.removed]).toEqual([['APPLE', 'BREAD'], null])
    cart.clear()
    expect([cart.isEmpty, cart.canUndo, cart.totals.totalMinor]).toEqual([true, false, 0])
  })

  test('a refusal leaves the cart as it was', async () => {
    await tillApp()
    const cart = useCartStore()
    cart.add('APPLE')
    expect(() => cart.add('4711')).toThrow(refusing('BARCODE_UNKNOWN'))
    expect(cart.rows).toHaveLength(1)
  })
})

describe('payment on screen', () => {
  test('takes cash, shows the change before and after, and begins a new cart', async () => {
    await tillApp()
    const [cart, payment, shift] = [useCartStore(), usePaymentStore(), useShiftStore()]
    cart.add('APPLE', { quantityMilli: 3000 })
    await payment.begin()
    const total = cart.totals.totalMinor
    expect(payment.selected?.kind).toBe('cash')
    expect(payment.quickCash[0]).toBe(total)
    payment.type(2000)
    expect([payment.dueMinor, payment.changeMinor, payment.isEnough]).toEqual([total, 2000 - total, true])
    const done = await payment.complete()
    expect(done.changeMinor).toBe(2000 - total)
    expect(done.handOut.reduce((sum, { valueMinor, count }) => sum + valueMinor * count, 0)).toBe(2000 - total)
    expect(done.receipt).toMatchObject({ totalMinor: total, cashierName: 'Ana', documentNo: 'MAD-1-Sa-000001' })
    expect([cart.isEmpty, shift.figures.sales, payment.done]).toEqual([true, { count: 1, amountMinor: total }, done])
  })

  test('is split: a part on the card, the rest in cash', async () => {
    await tillApp()
    const [cart, payment] = [useCartStore(), usePaymentStore()]
    cart.add('APPLE', { quantityMilli: 10_000 })
    await payment.begin()
    payment.select(CARD)
    payment.type(1000)
    payment.add()
    payment.select(CASH)
    expect(payment.dueMinor).toBe(cart.totals.totalMinor - 1000)
    const { fact } = await payment.complete()
    expect(fact.payments.map(({ tenderKind, amountMinor }) => [tenderKind, amountMinor])).toEqual([
      ['card', 1000],
      ['cash', fact.sale.totalMinor - 1000],
    ])
  })

  test('a card is not overpaid, and what is not enough stays to pay', async () => {
    await tillApp()
    const [cart, payment] = [useCartStore(), usePaymentStore()]
    cart.add('APPLE')
    await payment.begin()
    payment.select(CARD)
    payment.type(9999)
    expect(() => payment.add()).toThrow(refusing('SALE_OVERPAID'))
    payment.type(100)
    expect(payment.isEnough).toBe(false)
    await expect(payment.complete()).rejects.toMatchObject({ code: 'SALE_UNDERPAID' })
    expect([cart.rows.length, payment.done]).toEqual([1, null])
  })

  test('one key takes the exact amount in cash', async () => {
    await tillApp()
    const [cart, payment] = [useCartStore(), usePaymentStore()]
    cart.add('APPLE')
    await payment.begin()
    payment.select(CARD)
    const { changeMinor, fact } = await payment.payExact()
    expect([changeMinor, fact.payments[0]?.tenderKind]).toEqual([0, 'cash'])
  })
})

describe('goods that come back', () => {
  test('are found by their receipt, chosen by line and paid out', async () => {
    await tillApp()
    const [cart, payment, back, sales] = [useCartStore(), usePaymentStore(), useReturnStore(), useSalesStore()]
    cart.add('APPLE', { quantityMilli: 3000 })
    cart.add('BREAD')
    await payment.begin()
    const { fact } = await payment.payExact()
    await back.find(` ${fact.sale.documentNo} `)
    const [apples] = back.lines
    back.choose(apples!.id, 99_000)
    expect(back.lines[0]).toMatchObject({ soldMilli: 3000, leftMilli: 3000, chosenMilli: 3000 })
    expect([back.refundMinor, back.refundOn(CASH)]).toEqual([apples!.totalMinor, apples!.totalMinor])
    const done = await back.refund(CASH)
    expect(done).toMatchObject({ totalMinor: -apples!.totalMinor, receipt: { kind: 'return' } })
    await back.find(fact.sale.documentNo)
    expect(back.lines.map(({ leftMilli }) => leftMilli)).toEqual([0, 1000])
    await sales.load()
    expect(sales.rows.map(({ kind }) => kind)).toEqual(['return', 'sale'])
    expect(sales.totalMinor).toBe(fact.sale.totalMinor - apples!.totalMinor)
  })

  test('a refund that is refused leaves the cart empty', async () => {
    await tillApp()
    const [cart, payment, back] = [useCartStore(), usePaymentStore(), useReturnStore()]
    cart.add('APPLE')
    await payment.begin()
    const { fact } = await payment.payExact()
    await back.find(fact.sale.documentNo)
    back.chooseAll()
    await expect(back.refund('nothing')).rejects.toMatchObject({ code: 'SALE_TENDER_NOT_ALLOWED' })
    expect([cart.isEmpty, back.isChosen]).toEqual([true, true])
  })
})

describe('the shift on screen', () => {
  test('tells nothing of what is expected before the count, then the difference, then the Z', async () => {
    await tillApp()
    const [cart, payment, shift] = [useCartStore(), usePaymentStore(), useShiftStore()]
    cart.add('APPLE')
    await payment.begin()
    const { totalMinor } = await payment.payExact()
    expect(shift.toCount).toMatchObject([{ tenderTypeId: CASH, name: 'cash', currency: 'EUR' }])
    expect(shift.toCount[0]).not.toHaveProperty('expectedMinor')
    expect(shift.toCount[0]?.denominations[0]).toEqual({ valueMinor: 20_000, kind: 'note' })
    expect(shift.differences).toBeNull()
    shift.confirmCount([{ tenderTypeId: CASH, currency: 'EUR', countedMinor: 10_000 + totalMinor - 50 }])
    expect(shift.differences).toMatchObject([{ differenceMinor: -50, expectedMinor: 10_000 + totalMinor }])
    expect(shift.needsReason).toBe(false)
    await shift.close()
    expect([shift.isOpen, shift.closed?.z.number]).toEqual([false, 1])
  })

  test('opens with its float', async () => {
    await tillApp(newTill)
    const shift = useShiftStore()
    expect(shift.isOpen).toBe(false)
    await shift.open(5000)
    expect([shift.isOpen, shift.floatMinor, shift.figures.totalMinor]).toEqual([true, 5000, 0])
  })
})

describe('what can be sold', () => {
  test('is called as its reader calls it, is found by either name, and is sold under the name of the company', async () => {
    const { store, till } = await tillApp()
    const [products, cart] = [useProductStore(), useCartStore()]
    const english = product(GOODS[0]!)
    const text = { product_id: english.id, locale: 'es', name: 'Manzana', receipt_name: 'Manzana', description: null }
    const { row, children } = english.data
    till.puller.notify(store.change({ ...english, data: { row, children: { ...children, product_texts: [text] } } }))
    await waitUntil(() => products.search('manzana').length === 1)
    const called = () => [products.find('4006381333931')?.name, products.nameOf(cart.rows[0]!.variantId, '-')]
    cart.add('4006381333931')
    expect(called()).toEqual(['Good 1', 'Good 1'])
    products.language = 'es'
    expect(called()).toEqual(['Manzana', 'Manzana'])
    expect(products.find('96385074')?.name).toBe('Good 2')
    expect(products.search('good 1').map(({ name }) => name)).toEqual(['Manzana'])
    expect(cart.rows[0]!.name).toBe('Good 1')
    expect(products.nameOf(null, 'Box')).toBe('Box')
  })

  test('is on pages of departments and found by words, with the price of now', async () => {
    const { store, till } = await tillApp()
    const products = useProductStore()
    expect(products.pages.map(({ name }) => name)).toEqual(['All'])
    const [page] = products.pages
    const apple = () => products.keys(page!.id).find(({ sku }) => sku === 'APPLE')
    expect([products.keys(page!.id).length, apple()?.priceMinor]).toEqual([GOODS.length - 1, 199])
    expect(products.search('good 1').map(({ sku }) => sku)).toEqual(['APPLE'])
    expect(products.search('bread').map(({ sku }) => sku)).toEqual(['BREAD'])
    expect(products.find('96385074')?.name).toBe('Good 2')
    const version = store.change(price({ ...APPLE, priceMinor: 150 }))
    const before = products.revision
    till.puller.notify(version)
    await waitUntil(() => products.revision > before)
    expect(apple()?.priceMinor).toBe(150)
  })
})

test('emptying the stores leaves nothing of a cashier or a cart behind', async () => {
  await tillApp()
  const [cart, staff, payment] = [useCartStore(), useStaffStore(), usePaymentStore()]
  cart.add('APPLE')
  await payment.begin()
  expect([staff.current?.displayName, staff.can('pos:sell')]).toEqual(['Ana', true])
  emptyTill()
  const left = JSON.stringify(tillStores().map((store) => store.$state))
  for (const trace of ['Ana', 'APPLE', 'pos:sell']) expect(left).not.toContain(trace)
  expect([cart.isEmpty, staff.isSignedIn, payment.tenders.length]).toEqual([true, false, 0])
})
