import { expect, test } from 'vitest'
import { press, show } from '../../test/show.ts'
import PinPad from './PinPad.vue'

const type = (digits: string) => [...digits].forEach((digit) => press(digit))

test('four digits and Enter are a PIN, three are not', () => {
  const pad = show(PinPad)
  type('614')
  press('Enter')
  expect(pad.emitted('complete')).toBeUndefined()
  type('9')
  press('Enter')
  expect(pad.emitted('complete')).toEqual([['6149']])
})

test('Backspace takes the last digit back', () => {
  const pad = show(PinPad)
  type('6148')
  press('Backspace')
  type('9')
  press('Enter')
  expect(pad.emitted('complete')).toEqual([['6149']])
})

test('no digit stands anywhere on the page', async () => {
  const pad = show(PinPad, { props: { person: { id: 'p', name: 'Omar Reyes' } } })
  type('5555')
  await pad.vm.$nextTick()
  const outsideKeys = pad.text().replace(pad.get('[role=group]').text(), '')
  expect(outsideKeys).not.toContain('5')
})

test('a wrong PIN is said with the tries that are left, and typing begins anew', async () => {
  const pad = show(PinPad)
  type('1111')
  press('Enter')
  await pad.setProps({ wrong: true, triesLeft: 2 })
  expect(pad.text()).toContain('The PIN is wrong. 2 tries left.')
  type('6149')
  press('Enter')
  expect(pad.emitted('complete')).toEqual([['1111'], ['6149']])
})

test('a PIN that is off takes nothing', () => {
  const pad = show(PinPad, { props: { locked: true } })
  type('6149')
  press('Enter')
  expect(pad.emitted('complete')).toBeUndefined()
  expect(pad.text()).toContain('This PIN is off on this register.')
})
