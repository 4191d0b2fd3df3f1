import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkDigit, isGtin, toGtin14 } from './gtin.ts'

const BARCODES = join(import.meta.dirname, '../../../../shared/data/product-barcodes.csv.gz')
/** From everyday goods, one of each length. */
const SAMPLE = ['4006381333931', '036000291452', '96385074', '10012345678902']

/** Genuine codes: a large catalogue where it is at hand, else the sample. */
function realCodes(): string[] {
  if (!existsSync(BARCODES)) return SAMPLE
  const lines = gunzipSync(readFileSync(BARCODES)).toString('utf8').split('\n').slice(1)
  return lines.flatMap((line) => {
    const [barcode = '', type = ''] = line.split(',', 2)
    return ['EAN13', 'UPCA', 'EAN8'].includes(type) ? [barcode] : []
  })
}

test('check digits of known articles', () => {
  expect(checkDigit('400638133393')).toBe('1')
  expect(checkDigit('03600029145')).toBe('2')
  expect(checkDigit('9638507')).toBe('4')
  expect(checkDigit('1001234567890')).toBe('2')
})

test('every genuine barcode is a GTIN and has one spelling of 14 digits', () => {
  const codes = realCodes()
  expect(codes.length).toBeGreaterThanOrEqual(SAMPLE.length)
  expect(codes.filter((code) => !isGtin(code))).toEqual([])
  expect(codes.filter((code) => toGtin14(code) !== code.padStart(14, '0'))).toEqual([])
})

test('a code with one digit mistyped is no GTIN', () => {
  fc.assert(
    fc.property(fc.constantFrom(...SAMPLE), fc.nat(), fc.integer({ min: 1, max: 9 }), (code, pick, step) => {
      const at = pick % code.length
      const typed = code.slice(0, at) + String((Number(code[at]) + step) % 10) + code.slice(at + 1)
      expect(isGtin(typed)).toBe(false)
      expect(toGtin14(typed)).toBeUndefined()
    }),
  )
})

test('what is not 8, 12, 13 or 14 digits is no GTIN', () => {
  for (const code of ['', '0', '123456789', '400638133393x', ' 4006381333931', '4006381333931\n'])
    expect(isGtin(code)).toBe(false)
  expect(() => checkDigit('12a')).toThrow(RangeError)
})
