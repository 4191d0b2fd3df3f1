import { expect, test } from 'vitest'
import { show } from '../../test/show.ts'
import ScanField from './ScanField.vue'

const RESULTS = [
  { id: 'a', title: 'Dish soap 750 ml', cents: 340 },
  { id: 'b', title: 'Dish soap 1.5 l', cents: 590 },
]

function open(props: object = {}) {
  const field = show(ScanField, { props: { modelValue: '', results: RESULTS, ...props } })
  return { field, input: field.get('input') }
}

test('arrows choose and Enter picks; the last result follows the first one upwards', async () => {
  const { field, input } = open({ modelValue: 'soap' })
  await input.trigger('keydown', { key: 'ArrowDown' })
  expect(field.findAll('[role=option]').map((option) => option.attributes('aria-selected'))).toEqual(['true', 'false'])
  await input.trigger('keydown', { key: 'ArrowUp' })
  expect(input.attributes('aria-activedescendant')).toBe(field.findAll('[role=option]')[1]?.attributes('id'))
  await input.trigger('keydown', { key: 'Enter' })
  expect(field.emitted('pick')).toEqual([['b']])
  expect(field.emitted('update:modelValue')).toEqual([['']])
})

test('Enter without a choice hands the text on: it may be a barcode', async () => {
  const { field, input } = open({ modelValue: ' 9520100772009 ' })
  await input.trigger('keydown', { key: 'Enter' })
  expect([field.emitted('enter'), field.emitted('pick')]).toEqual([[['9520100772009']], undefined])
})

test('Esc empties the field first and goes further only from an empty one', async () => {
  const { field, input } = open({ modelValue: 'soap' })
  const outside: string[] = []
  document.body.addEventListener('keydown', ({ key }) => outside.push(key), { once: true })
  await input.trigger('keydown', { key: 'Escape' })
  expect([field.emitted('update:modelValue'), outside]).toEqual([[['']], []])
  await field.setProps({ modelValue: '' })
  await input.trigger('keydown', { key: 'Escape' })
  expect(outside).toEqual(['Escape'])
})

test('a barcode nobody knows is said', () => {
  const { field } = open({ state: 'unknown', unknownCode: '9520100772009' })
  expect(field.get('[role=status]').text()).toBe('Unknown barcode 9520100772009')
})
