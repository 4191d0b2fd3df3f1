import { expect, test } from 'vitest'
import { changesOf, changeText } from './audit-entry.ts'

test('an entry is read field by field, with lists taken apart, whatever was noted before or after only', () => {
  const entry = {
    before: { priceMinor: 100, prices: [{ lineNo: 1, priceMinor: 5 }] },
    after: { priceMinor: 90, reason: null },
  }
  expect(changesOf(entry)).toEqual([
    { field: 'priceMinor', before: '100', after: '90' },
    { field: 'prices.1.lineNo', before: '1', after: undefined },
    { field: 'prices.1.priceMinor', before: '5', after: undefined },
    { field: 'reason', before: undefined, after: 'null' },
  ])
  expect(changeText({ before: { a: 1 }, after: { a: 2 } })).toBe('a: 1 → 2')
  expect(changesOf({ before: null, after: null })).toEqual([])
})
