import { expect, test } from 'vitest'
import { datasetsOf } from './chart-data.ts'

const INK = { series: ['#111111', '#222222'], before: '#cccccc', text: '', line: '', surface: '', font: '' }
const FIGURES = { labels: ['Fri', 'Sat'], series: [{ name: 'Today', values: [5, 3] }], isLastOpen: true }

test('a day that is not over is a lighter bar, and no point of a line', () => {
  const [bars] = datasetsOf(FIGURES, 'bar', INK)
  expect([bars?.data, bars?.backgroundColor]).toEqual([
    [5, 3],
    ['#111111', '#1111118c'],
  ])
  expect(datasetsOf(FIGURES, 'line', INK)[0]?.data).toEqual([5, null])
})

test('the period before stands left of the current one and is neutral', () => {
  const sets = datasetsOf({ ...FIGURES, before: { name: 'Before', values: [4, 4] } }, 'bar', INK)
  expect(sets.map(({ label, borderColor }) => [label, borderColor])).toEqual([
    ['Before', '#cccccc'],
    ['Today', '#111111'],
  ])
})
