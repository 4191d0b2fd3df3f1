import { afterEach, expect, test, vi } from 'vitest'
import { show } from '../../test/show.ts'
import QuantityStepper from './QuantityStepper.vue'

afterEach(() => void vi.useRealTimers())

function open(props: object = {}) {
  const stepper = show(QuantityStepper, { props: { milli: 2000, ...props } })
  const [less, more] = stepper.findAll('button')
  return { stepper, less: less!, more: more!, figure: stepper.get('[role=spinbutton]') }
}

test('one more, one less, by key and by press', async () => {
  const { stepper, less, more, figure } = open()
  await more.trigger('click')
  await less.trigger('click')
  for (const key of ['+', '-', 'ArrowUp', 'ArrowDown']) await figure.trigger('keydown', { key })
  expect(stepper.emitted('change')?.flat()).toEqual([3000, 1000, 3000, 1000, 3000, 1000])
})

test('it stops at its bounds', async () => {
  const { stepper, less, figure } = open({ milli: 1000, max: 1000 })
  expect(less.attributes('disabled')).toBeDefined()
  await figure.trigger('keydown', { key: '-' })
  await figure.trigger('keydown', { key: '+' })
  expect(stepper.emitted('change')).toBeUndefined()
})

test('a key that is held goes on after 400 ms, and letting go adds no more', async () => {
  vi.useFakeTimers()
  const { stepper, more } = open()
  await more.trigger('pointerdown')
  vi.advanceTimersByTime(399)
  expect(stepper.emitted('change')).toBeUndefined()
  vi.advanceTimersByTime(1 + 90 + 90)
  await more.trigger('pointerup')
  await more.trigger('click')
  vi.advanceTimersByTime(1000)
  expect(stepper.emitted('change')).toHaveLength(3)
})

test('its number is told to a reader, and pressing Enter asks for one', async () => {
  const { stepper, figure } = open({ milli: 1250, label: 'Ham' })
  expect(figure.attributes()).toMatchObject({ 'aria-valuenow': '1.25', 'aria-valuetext': '1.250', 'aria-label': 'Ham' })
  await figure.trigger('keydown', { key: 'Enter' })
  expect(stepper.emitted('type')).toHaveLength(1)
})
