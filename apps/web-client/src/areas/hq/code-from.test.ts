import { expect, test } from 'vitest'
import { codeFrom } from './code-from.ts'

test('a code is the name in plain small letters, and begins with one', () => {
  expect(codeFrom('Gerente de línea', '_')).toBe('gerente_de_linea')
  expect(codeFrom('  No sale > $100 ', '-')).toBe('no-sale-100')
  expect(codeFrom('2 registers', '_')).toBe('registers')
  expect(codeFrom('…', '_')).toBe('')
  expect(codeFrom('a'.repeat(100), '_')).toHaveLength(64)
})
