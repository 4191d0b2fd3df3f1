import { describe, expect, test } from 'vitest'
import { tillApp } from '../../../test/till-app.ts'
import { useCartStore } from './cart-store.ts'
import { usePaymentStore } from './payment-store.ts'
import { useScanStore } from './scan-store.ts'

const APPLE = '4006381333931'

async function openScreens() {
  const { till } = await tillApp()
  const scan = useScanStore()
  const seen: string[] = []
  scan.attach({
    toSale: () => seen.push('sale'),
    toReturn: (documentNo) => seen.push(documentNo),
    onTyped: (keys) => seen.push(...keys),
    onTakenBack: (keys) => seen.splice(-keys.length),
    onHeard: (isGood) => seen.push(isGood ? 'good' : 'bad'),
  })
  return { till, scan, seen, cart: useCartStore(), payment: usePaymentStore() }
}

describe('a scan', () => {
  test('adds its product and shows the sale, wherever the cashier is', async () => {
    const { scan, cart, seen } = await openScreens()
    scan.push(APPLE)
    scan.push(APPLE)
    await scan.settled()
    expect(cart.rows.map(({ quantityMilli }) => quantityMilli)).toEqual([2000])
    expect(seen).toEqual(['sale', 'good', 'sale', 'good'])
  })

  test('that is unknown waits for a decision, and those behind it are counted and then read', async () => {
    const { scan, cart } = await openScreens()
    for (const code of ['4711', APPLE, 'BREAD']) scan.push(code)
    await expect.poll(() => scan.question).toEqual({ kind: 'unknown', code: '4711' })
    expect([cart.isEmpty, scan.waiting]).toEqual([true, 2])
    scan.leaveOut()
    await scan.settled()
    expect([cart.rows.map(({ sku }) => sku), scan.question, scan.waiting]).toEqual([['APPLE', 'BREAD'], null, 0])
  })

  test('of goods whose price is keyed asks for it, and so does their key', async () => {
    const { scan, cart } = await openScreens()
    scan.push('OPEN')
    await expect.poll(() => scan.question?.kind).toBe('price')
    scan.price(250)
    await scan.settled()
    const [row] = cart.rows
    const picked = scan.pick(row!.variantId!)
    await expect.poll(() => scan.question?.kind).toBe('price')
    scan.leaveOut()
    await picked
    expect([cart.rows.map(({ priceMinor }) => priceMinor), scan.problem]).toEqual([[250], undefined])
  })

  test('of a receipt opens its return and touches no cart', async () => {
    const { scan, cart, seen } = await openScreens()
    scan.push('MAD-1-Sa-000001')
    await scan.settled()
    expect([seen, cart.isEmpty]).toEqual([['MAD-1-Sa-000001'], true])
  })

  test('during the payment goes back to the sale while nothing is agreed', async () => {
    const { scan, cart, payment, seen } = await openScreens()
    cart.add(APPLE)
    await payment.begin()
    scan.push('BREAD')
    await scan.settled()
    expect([cart.rows.length, seen]).toEqual([2, ['sale', 'good']])
  })

  test('while a part is agreed waits, and begins the next sale when this one is saved', async () => {
    const { scan, cart, payment, seen } = await openScreens()
    cart.add(APPLE)
    await payment.begin()
    payment.type(100)
    payment.add()
    scan.push('BREAD')
    await expect.poll(() => seen).toEqual(['bad'])
    expect(cart.rows.map(({ sku }) => sku)).toEqual(['APPLE'])
    const { fact } = await payment.complete()
    await scan.settled()
    expect(fact.lines.map(({ sku }) => sku)).toEqual(['APPLE'])
    expect([cart.rows.map(({ sku }) => sku), payment.done]).toEqual([['BREAD'], null])
  })

  test('while the sale is being saved belongs to the next one', async () => {
    const { scan, cart, payment } = await openScreens()
    cart.add(APPLE)
    await payment.begin()
    const saving = payment.complete()
    scan.push('BREAD')
    const { fact } = await saving
    await scan.settled()
    expect([fact.lines.length, cart.rows.map(({ sku }) => sku), payment.done]).toEqual([1, ['BREAD'], null])
  })
})

test('the last figures of a card by hand stand on its payment', async () => {
  const { cart, payment } = await openScreens()
  cart.add(APPLE)
  await payment.begin()
  payment.select(payment.tenders.find(({ kind }) => kind === 'card')!.id)
  payment.cardLast4 = '4417'
  const { fact } = await payment.complete()
  expect(fact.payments.map(({ cardLast4 }) => cardLast4)).toEqual(['4417'])
})
