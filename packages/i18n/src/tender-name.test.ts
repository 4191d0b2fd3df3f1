import { expect, test } from 'vitest'
import { tenderName } from './tender-name.ts'

test('a usual way to pay is said in the language of the reader, whichever it was named in', () => {
  for (const name of ['Cash', 'Efectivo']) {
    expect([tenderName(name, 'en'), tenderName(name, 'es')]).toEqual(['Cash', 'Efectivo'])
  }
})

test('a name of the company itself stays as it is', () => {
  expect(tenderName('Marea Points', 'es')).toBe('Marea Points')
})
