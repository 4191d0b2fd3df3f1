import { expect, test } from 'vitest'
import fc from 'fast-check'
import { addDecimals, decimalText, parseDecimal, roundTo, timesDecimal, type Decimal } from './decimal.ts'

const of = (text: string): Decimal => {
  const value = parseDecimal(text)
  if (!value) throw new Error(text)
  return value
}

test('a number is read as it is written, and nothing else is', () => {
  expect(of('-11062.06')).toEqual({ digits: -1106206n, scale: 2 })
  expect(of('0.001')).toEqual({ digits: 1n, scale: 3 })
  for (const text of ['', '-', '1,5', '1e3', '.5', '5.', '+1', '٣', '0x1', ' 1', '1234567890123456'])
    expect(parseDecimal(text)).toBeUndefined()
})

test('halves of a cent are rounded away from zero', () => {
  const cents = (text: string) => roundTo(of(text), 2)
  expect(['0.125', '-0.125', '0.124999999', '-0.005', '0.004', '1.5', '80995'].map(cents)).toEqual([
    13n,
    -13n,
    12n,
    -1n,
    0n,
    150n,
    8_099_500n,
  ])
})

test('price times quantity loses nothing, whatever the scale', () => {
  expect(timesDecimal(of('80995'), of('2.08'))).toEqual({ digits: 16_846_960n, scale: 2 })
  expect(decimalText(addDecimals(of('6376001.47'), of('0.003')), 2)).toBe('6,376,001.473')
  expect(decimalText(addDecimals(of('0.1'), of('-0.1000')), 2)).toBe('0.00')
})

test('a written number is read back as the same number', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 14n), max: 10n ** 14n }), fc.integer({ min: 0, max: 9 }), (digits, scale) => {
      const value = { digits, scale }
      const text = decimalText(value, scale).replaceAll(',', '')
      expect(roundTo(of(text), 9)).toBe(roundTo(value, 9))
    }),
  )
})
