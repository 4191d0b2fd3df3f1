import { expect, test } from 'vitest'
import { press, show } from '../../test/show.ts'
import NumberPad from './NumberPad.vue'

const keysOf = (pad: ReturnType<typeof show>) =>
  pad.findAll('button').map((key) => key.attributes('aria-label') ?? key.text())

test('money counts from 7 on top, a PIN from 1', () => {
  expect(keysOf(show(NumberPad)).slice(0, 3)).toEqual(['7', '8', '9'])
  expect(keysOf(show(NumberPad, { props: { layout: 'pin' } }))).toEqual([
    '1',
    '2',
    '3',
    '4',
    '5',
    '6',
    '7',
    '8',
    '9',
    'Delete last digit',
    '0',
    'Confirm',
  ])
})

test('a pressed key and a typed one do the same', async () => {
  const pad = show(NumberPad)
  for (const key of pad.findAll('button')) await key.trigger('click')
  for (const key of ['7', ',', '.', 'Backspace', 'Delete', 'Enter']) press(key)
  expect(pad.emitted('digit')?.flat()).toEqual(['7', '8', '9', '4', '5', '6', '1', '2', '3', '00', '0', '7'])
  expect([pad.emitted('decimal'), pad.emitted('back'), pad.emitted('clear')].map((all) => all?.length)).toEqual([
    3, 2, 2,
  ])
  expect(pad.emitted('enter')).toHaveLength(1)
})

test('a PIN has no decimal sign', () => {
  const pad = show(NumberPad, { props: { layout: 'pin' } })
  press('.')
  expect(pad.emitted('decimal')).toBeUndefined()
})

test("what is typed into a field is not the pad's, nor is a shortcut", () => {
  const pad = show(NumberPad)
  const field = document.body.appendChild(document.createElement('input'))
  field.focus()
  press('5')
  field.blur()
  press('5', { ctrlKey: true })
  expect(pad.emitted('digit')).toBeUndefined()
})

test('a pad behind a dialog is still, and so is one that is off', async () => {
  const pad = show(NumberPad)
  const dialog = document.body.appendChild(document.createElement('div'))
  dialog.setAttribute('aria-modal', 'true')
  press('1')
  dialog.remove()
  await pad.setProps({ disabled: true })
  press('1')
  await pad.get('button').trigger('click')
  expect(pad.emitted('digit')).toBeUndefined()
})

test('Enter on a button presses the button, not the pad', () => {
  const pad = show(NumberPad)
  const button = document.body.appendChild(document.createElement('button'))
  button.focus()
  press('Enter')
  expect(pad.emitted('enter')).toBeUndefined()
})
