import { flushPromises } from '@vue/test-utils'
import { expect, test } from 'vitest'
import { show } from '../../test/show.ts'
import CommandPalette from './CommandPalette.vue'
import { sectionsFor, type PaletteCommand } from './commands.ts'

const COMMANDS: readonly PaletteCommand[] = [
  { id: 'products', label: 'Catálogo de productos', group: 'page', keys: 'G P' },
  { id: 'sales', label: 'Sales', group: 'page', words: 'receipts' },
  { id: 'by-day', label: 'Sales by day', group: 'report' },
  { id: 'theme', label: 'Switch to dark', group: 'action' },
]
const FOUND: PaletteCommand = { id: 'tea', label: 'Mint tea', group: 'record', hint: '0600' }

const idsOf = (text: string, recent: string[] = [], commands = COMMANDS) =>
  sectionsFor(commands, text, recent).map(({ id, commands: own }) => [id, ...own.map((one) => one.id)])

test('without a text what was used lately comes first, once', () => {
  expect(idsOf('', ['sales', 'gone'])).toEqual([
    ['recent', 'sales'],
    ['action', 'theme'],
    ['report', 'by-day'],
    ['page', 'products'],
  ])
})

test('each typed word begins a word, whatever its case and accents', () => {
  expect(idsOf('CATALOGO prod')).toEqual([['page', 'products']])
  expect(idsOf('receipt')).toEqual([['page', 'sales']])
  expect(idsOf('ales')).toEqual([])
})

test('what a search has found stays, though it is called otherwise', () => {
  expect(idsOf('menta', [], [...COMMANDS, FOUND])).toEqual([['record', 'tea']])
})

async function open(props: object = {}) {
  const palette = show(CommandPalette, { props: { open: true, commands: [...COMMANDS, FOUND], ...props } })
  await flushPromises()
  const input = document.querySelector<HTMLInputElement>('[role=combobox]')!
  const key = async (name: string, more: KeyboardEventInit = {}) => {
    input.dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true, ...more }))
    await flushPromises()
  }
  const type = async (text: string) => {
    input.value = text
    input.dispatchEvent(new Event('input'))
    await flushPromises()
  }
  const active = () => document.getElementById(input.getAttribute('aria-activedescendant') ?? '')?.textContent
  return { palette, key, type, active }
}

test('Enter runs the first, arrows go on and round, Ctrl Enter asks for a new tab', async () => {
  const { palette, key, active } = await open()
  expect(active()).toContain('Switch to dark')
  await key('ArrowUp')
  expect(active()).toContain('Sales')
  await key('ArrowDown')
  await key('ArrowDown')
  expect(active()).toContain('Mint tea')
  await key('Enter', { ctrlKey: true })
  expect(palette.emitted('run')).toEqual([[FOUND, true]])
  expect(palette.emitted('update:open')).toEqual([[false]])
})

test('what is typed is searched for, and nothing found is said', async () => {
  const { palette, key, type } = await open({ commands: COMMANDS })
  await type(' mint ')
  expect(palette.emitted('query')?.at(-1)).toEqual(['mint'])
  expect(document.body.textContent).toContain('Nothing matches')
  await key('Enter')
  expect(palette.emitted('run')).toBeUndefined()
})
