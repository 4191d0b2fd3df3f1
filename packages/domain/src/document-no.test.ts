import { hash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DOCUMENT_LETTERS, documentNo, parseDocumentNo } from './document-no.ts'
import { lineageSeriesCode, nextSeriesCode, seriesCode } from './series-code.ts'

test('a number names store, register, letter, series and six digits', () => {
  const parts = { storeCode: 'MAD', registerCode: '2', letter: 'S', seriesCode: 'a', number: 41 } as const
  expect(documentNo(parts)).toBe('MAD-2-Sa-000041')
  expect(documentNo({ ...parts, registerCode: null, letter: 'Y' })).toBe('MAD-0-Ya-000041')
  expect(documentNo({ ...parts, number: 1_234_567 })).toBe('MAD-2-Sa-1234567')
})

test('every printed number can be read back, also with a dash in the store code', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('MAD', 'A-1', 'NY-5-TH'),
      fc.constantFrom(null, '1', 'K2'),
      fc.constantFrom(...Object.values(DOCUMENT_LETTERS)),
      fc.integer({ min: 0, max: 2000 }),
      fc.integer({ min: 1, max: 2_147_483_647 }),
      (storeCode, registerCode, letter, series, number) => {
        const parts = { storeCode, registerCode, letter, seriesCode: seriesCode(series), number }
        expect(parseDocumentNo(documentNo(parts))).toEqual(parts)
      },
    ),
  )
})

test('what is no document number is read as none', () => {
  for (const text of [
    '',
    'MAD-2-Sa-41',
    'MAD-2-sa-000041',
    'MAD-2-S-000041',
    '2-Sa-000041',
    'MAD-2-Sa-000000',
    'MAD-2-Eb-000041',
  ]) {
    expect(parseDocumentNo(text)).toBeUndefined()
  }
})

test('a number that cannot be printed is refused', () => {
  const parts = { storeCode: 'MAD', registerCode: '2', letter: 'S', seriesCode: 'a' } as const
  expect(() => documentNo({ ...parts, number: 0 })).toThrow(RangeError)
  expect(() => documentNo({ ...parts, number: 1.5 })).toThrow(RangeError)
  expect(() => documentNo({ ...parts, registerCode: '2-1', number: 1 })).toThrow(RangeError)
})

test('series are called a to z, then aa, ab and so on, each after the one before', () => {
  expect([0, 1, 25, 26, 27, 51, 52, 701, 702].map(seriesCode)).toEqual([
    'a',
    'b',
    'z',
    'aa',
    'ab',
    'az',
    'ba',
    'zz',
    'aaa',
  ])
  for (let index = 0; index < 1000; index += 1) expect(nextSeriesCode(seriesCode(index))).toBe(seriesCode(index + 1))
  expect(() => seriesCode(-1)).toThrow(RangeError)
  expect(() => nextSeriesCode('A')).toThrow(RangeError)
})

test('a lineage that cannot know which codes are taken begins at four letters of its own', () => {
  const lineages = Array.from(
    { length: 200 },
    (_, n) => `019cad5e-0000-7000-8000-${hash('sha256', String(n), 'hex').slice(0, 12)}`,
  )
  const codes = lineages.map(lineageSeriesCode)
  for (const code of codes) expect(nextSeriesCode(code)).toMatch(/^[a-z]{4}$/)
  expect(new Set(codes).size).toBe(200)
  expect(lineageSeriesCode('019cad5e-0000-7000-8000-000000000000')).toBe('aaaa')
})
