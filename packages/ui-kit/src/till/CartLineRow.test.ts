import { expect, test } from 'vitest'
import { show } from '../../test/show.ts'
import type { CartLine } from './cart-line.ts'
import CartLineRow from './CartLineRow.vue'

const LINE: CartLine = {
  id: 'l1',
  name: 'Dish soap 750 ml',
  quantityMilli: 2000,
  priceMinor: 340,
  grossMinor: 680,
  totalMinor: 680,
}
const row = (line: Partial<CartLine> = {}, props: object = {}) =>
  show(CartLineRow, { props: { line: { ...LINE, ...line }, ...props } })

test('a reader hears quantity, name and price', () => {
  expect(row().get('button').attributes('aria-label')).toBe('2 Dish soap 750 ml, $6.80')
})

test('only the selected line shows what can be done with it, and passes it on', async () => {
  expect(row().findAll('button')).toHaveLength(1)
  const line = row({}, { selected: true })
  await line.get('[role=spinbutton]').trigger('keydown', { key: '+' })
  for (const name of ['Price', 'Discount'])
    await line
      .findAll('button')
      .find((one) => one.text() === name)
      ?.trigger('click')
  await line.get('[aria-label=Remove]').trigger('click')
  expect(line.emitted()).toMatchObject({ quantity: [[3000]], price: [[]], discount: [[]], remove: [[]] })
})

test('a discount shows what it was and what it is', () => {
  const line = row({ totalMinor: 578, discount: 'Coffee week −15%' })
  expect(line.get('del').text()).toBe('$6.80')
  expect(line.text()).toContain('$5.78')
  expect(line.text()).toContain('Coffee week −15%')
})

test('a price nobody knows is never zero', () => {
  const line = row({ priceMinor: null, grossMinor: 0, totalMinor: 0, warning: 'No price' })
  expect(line.text()).toContain('n/a')
  expect(line.text()).not.toContain('$0.00')
})

test('a removed line can be brought back, and nothing else', async () => {
  const line = row({ isRemoved: true }, { selected: true })
  expect(line.find('[role=spinbutton]').exists()).toBe(false)
  await line.findAll('button').at(-1)?.trigger('click')
  expect(line.emitted('undo')).toHaveLength(1)
})

test('what comes back has no quantity to step', () => {
  const line = row({ isReturn: true, quantityMilli: -1000 }, { selected: true })
  expect(line.find('[role=spinbutton]').exists()).toBe(false)
  expect(line.text()).toContain('Return')
})
