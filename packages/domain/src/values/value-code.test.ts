import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readValueCode, VALUE_CODE_BYTES, valueCode } from './value-code.ts'

const code = fc.uint8Array({ minLength: VALUE_CODE_BYTES, maxLength: VALUE_CODE_BYTES }).map(valueCode)

test('a code is read back from the way it is printed, scanned, or typed by hand', () => {
  fc.assert(
    fc.property(code, (printed) => {
      const bare = printed.replaceAll('-', '')
      expect(printed).toMatch(/^([0-9A-Z]{5}-){4}[0-9A-Z]$/)
      for (const typed of [printed, bare, printed.toLowerCase(), bare.replaceAll('0', 'o').replaceAll('1', 'l')])
        expect(readValueCode(typed)).toBe(bare)
    }),
  )
})

test('one wrong character makes it no code', () => {
  fc.assert(
    fc.property(code, fc.nat(20), fc.integer({ min: 1, max: 31 }), (printed, place, by) => {
      const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
      const bare = printed.replaceAll('-', '')
      const wrong = alphabet.charAt((alphabet.indexOf(bare.charAt(place)) + by) % 32)
      expect(readValueCode(bare.slice(0, place) + wrong + bare.slice(place + 1))).toBeUndefined()
    }),
  )
})

test.each(['', '0', '0'.repeat(20), '0'.repeat(22), `${'0'.repeat(20)}U`, '¿'.repeat(21)])('%j is no code', (typed) => {
  expect(readValueCode(typed)).toBeUndefined()
})

test('a code is made of all its bytes or not at all', () => {
  expect(() => valueCode(new Uint8Array(10))).toThrow(RangeError)
})
