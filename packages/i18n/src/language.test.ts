import { expect, test } from 'vitest'
import { pickLanguage } from './index.ts'

test.each([
  ['es', 'es'],
  ['es-MX,es;q=0.9,en;q=0.8', 'es'],
  ['de-DE,de;q=0.9,es;q=0.4,en;q=0.2', 'es'],
  ['en;q=0.3, es;q=0.7', 'es'],
  ['ES-419', 'es'],
  ['en-GB,en;q=0.9,es;q=0.8', 'en'],
  ['es;q=0.5, en;q=0.5', 'es'],
  ['*', 'en'],
  ['es;q=0, en;q=0.1', 'en'],
] as const)('a reader who sends "%s" is answered in %s', (header, language) => {
  expect(pickLanguage(header)).toBe(language)
})

test.each([undefined, '', 'fr,de', ';;;,,,', 'es;q=0', 'es;q=most', `es,${'x'.repeat(300)}`])(
  'a reader whose header says nothing useful (%s) is answered in English',
  (header) => {
    expect(pickLanguage(header)).toBe('en')
  },
)
