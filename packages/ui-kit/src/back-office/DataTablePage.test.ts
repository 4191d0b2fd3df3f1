import { expect, test } from 'vitest'
import type { Component } from 'vue'
import { press, show } from '../../test/show.ts'
import DataTablePage from './DataTablePage.vue'

const COLUMNS = [
  { key: 'name', label: 'Name', sortable: true, strong: true },
  { key: 'code', label: 'Code' },
]
const ROWS = [
  { id: 1, name: 'Mint tea', code: 'A1' },
  { id: 2, name: 'Dish soap', code: 'B2' },
]
const open = (props: object = {}) =>
  show(DataTablePage as unknown as Component, {
    props: { columns: COLUMNS, rows: ROWS, rowKey: 'id', label: 'Products', ...props },
  })
const focused = () => document.activeElement?.textContent

test('J and K move through the rows and Enter opens one', async () => {
  const table = open()
  press('j')
  expect(focused()).toContain('Mint tea')
  press('j')
  press('j')
  expect(focused()).toContain('Dish soap')
  press('k')
  press('Enter')
  expect(table.emitted('open')?.[0]?.[0]).toMatchObject({ id: 1 })
})

test('arrows move from row to row, and a row leaves the keys of the page alone', () => {
  open()
  press('j')
  press('ArrowDown')
  expect(focused()).toContain('Dish soap')
  expect(press('k', { ctrlKey: true }).defaultPrevented).toBe(false)
  expect(press('e').defaultPrevented).toBe(false)
})

test('a pressed row opens, with Ctrl in a new tab', async () => {
  const table = open()
  const [first, second] = table.findAll('tbody tr')
  await first?.trigger('click')
  await second?.trigger('click', { ctrlKey: true })
  expect(table.emitted('open')).toEqual([
    [ROWS[0], false],
    [ROWS[1], true],
  ])
})

test('a head sorts up, then down, and says so', async () => {
  const table = open()
  await table.get('th button').trigger('click')
  expect(table.emitted('sort')).toEqual([[{ key: 'name', direction: 'asc' }]])
  await table.setProps({ sort: { key: 'name', direction: 'asc' } })
  expect(table.get('th').attributes('aria-sort')).toBe('ascending')
  await table.get('th button').trigger('click')
  expect(table.emitted('sort')?.[1]).toEqual([{ key: 'name', direction: 'desc' }])
})

test('/ leads to the search, brackets turn pages, E exports; in a field they are letters', async () => {
  const table = open({ search: '', hasNext: true, hasPrevious: false, canExport: true })
  for (const key of [']', '[', 'e', '/']) press(key)
  expect([table.emitted('next'), table.emitted('previous'), table.emitted('export')]).toEqual([[[]], undefined, [[]]])
  expect(document.activeElement).toBe(table.get('input').element)
  press('e')
  press('j')
  expect(table.emitted('export')).toHaveLength(1)
})

test('no row yet and no row that fits are two things', async () => {
  const table = open({ rows: [], search: '', empty: { icon: 'package', title: 'No products yet' } })
  expect(table.text()).toContain('No products yet')
  await table.setProps({ search: 'zzz' })
  expect(table.text()).toContain('Nothing matches')
})

test('old rows stay below a problem, and it can be tried again', async () => {
  const table = open({ problem: { title: 'The list could not be read' } })
  expect(table.text()).toContain('Mint tea')
  await table
    .findAll('button')
    .find((button) => button.text() === 'Try again')
    ?.trigger('click')
  expect(table.emitted('retry')).toHaveLength(1)
})

test('new rows are told of and wait until somebody wants them', async () => {
  const table = open({ moreCount: 12 })
  expect(table.findAll('tbody tr')).toHaveLength(2)
  await table.get('.more button').trigger('click')
  expect(table.emitted('more')).toHaveLength(1)
})

test('sums stand below the rows', () => {
  const table = open({ totals: { id: 0, name: 'Total', code: '2' } })
  expect(table.findAll('tfoot td').map((cell) => cell.text())).toEqual(['Total', '2'])
})
