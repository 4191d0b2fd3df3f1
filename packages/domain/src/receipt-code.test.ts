import fc from 'fast-check'
import { expect, test } from 'vitest'
import { documentNo } from './document-no.ts'
import { readReceiptCode } from './receipt-code.ts'
import { seriesCode } from './series-code.ts'

test('a printed number is found in any case, with and without its leading zeros', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('MAD', 'A-1', 'NY-5-TH'),
      fc.constantFrom('1', 'K2'),
      fc.integer({ min: 0, max: 2000 }),
      fc.integer({ min: 1, max: 999_999 }),
      (storeCode, registerCode, series, number) => {
        const printed = documentNo({ storeCode, registerCode, letter: 'S', seriesCode: seriesCode(series), number })
        const short = printed.replace(/-0+(\d+)$/, '-$1')
        for (const typed of [printed, printed.toLowerCase(), ` ${printed.toUpperCase()} `, short]) {
          expect(readReceiptCode(typed)).toEqual({ number, documentNo: printed, checkCode: null })
        }
      },
    ),
  )
})

test('digits are the number of any register, and eight of them may be a chain code', () => {
  expect(readReceiptCode('000041')).toEqual({ number: 41, documentNo: null, checkCode: null })
  expect(readReceiptCode('01234567')).toEqual({ number: 1_234_567, documentNo: null, checkCode: '01234567' })
})

test('a chain code is found in any case', () => {
  expect(readReceiptCode('7kq2m9xz')).toEqual({ number: null, documentNo: null, checkCode: '7KQ2M9XZ' })
})

test('a number that no series reaches, and what is no code, are found nowhere', () => {
  for (const text of ['0', '9999999999', 'coffee', 'MAD-2-41', '%', 'ILOU1234', '']) {
    expect(readReceiptCode(text)).toEqual({ number: null, documentNo: null, checkCode: null })
  }
})
