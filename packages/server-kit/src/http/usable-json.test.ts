import { expect, test } from 'vitest'
import { isUsableJson } from './usable-json.ts'

test.each([
  ['a NUL', { lines: [{ note: 'a\0b' }] }],
  ['half a character', ['\ud83d']],
  ['the other half', '\ude00'],
  ['a NUL in a name', { 'a\0b': 1 }],
  ['__proto__', JSON.parse('{"lines":[{"__proto__":{"x":1}}]}')],
  ['constructor.prototype', { constructor: { prototype: { x: 1 } } }],
])('%s cannot be kept, wherever it stands', (_, value) => {
  expect(isUsableJson(value)).toBe(false)
})

test.each([
  ['plain'],
  ['\u00f1 \u{1f600} \u0001'],
  [{ a: [1, null, true, { b: 'c' }] }],
  [{ constructor: 'Eiffel' }],
  [null],
  [undefined],
])('%j can be kept', (value) => {
  expect(isUsableJson(value)).toBe(true)
})
