import { expect, test } from 'vitest'
import { show } from '../../test/show.ts'
import MoneyInput from './MoneyInput.vue'

function open(props: object = {}) {
  const field = show(MoneyInput, { props: { label: 'Amount', cents: 128_767, ...props } })
  return { field, input: field.get('input') }
}

test('an amount is written as the store writes it, and what is typed is read in either notation', async () => {
  const { field, input } = open()
  expect(input.element.value).toBe('1,287.67')
  await input.trigger('focus')
  await input.setValue('1.234,5')
  await input.setValue('38.24')
  expect(field.emitted('update:cents')).toEqual([[123_450], [3824]])
})

test('nothing typed is no amount, and not zero', async () => {
  const { field, input } = open()
  await input.trigger('focus')
  await input.setValue('')
  expect(field.emitted('update:cents')).toEqual([[null]])
})

test('Enter commits what is typed; what is no amount is not committed', async () => {
  const { field, input } = open()
  await input.trigger('focus')
  await input.setValue('12.34.56')
  await input.trigger('keydown', { key: 'Enter' })
  expect(input.attributes('aria-invalid')).toBe('true')
  await input.setValue('40')
  await input.trigger('keydown', { key: 'Enter' })
  expect(field.emitted('commit')).toEqual([[4000]])
})

test('an amount beyond its bounds is not taken', async () => {
  const { field, input } = open({ min: 100, max: 5000 })
  await input.trigger('focus')
  await input.setValue('50.01')
  await input.setValue('0.99')
  expect(field.emitted('update:cents')).toBeUndefined()
  expect(input.attributes('aria-invalid')).toBe('true')
})

test('Esc brings back what stood there before', async () => {
  const { field, input } = open()
  await input.trigger('focus')
  await input.setValue('5')
  await input.trigger('keydown', { key: 'Escape' })
  expect(input.element.value).toBe('1,287.67')
  expect(field.emitted('update:cents')?.at(-1)).toEqual([128_767])
})
