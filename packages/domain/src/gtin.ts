const GTIN = /^(?:\d{8}|\d{12,14})$/

/**
 * The check digit that belongs behind `body`, the digits of a GTIN without it (GS1 mod 10).
 *
 * @throws RangeError when the body is not digits
 * @example checkDigit('400638133393') // '1'
 */
export function checkDigit(body: string): string {
  if (!/^\d+$/.test(body)) throw new RangeError(`${body} is not digits`)
  let sum = 0
  for (let i = 0; i < body.length; i += 1) {
    const fromRight = body.length - i
    sum += Number(body[i]) * (fromRight % 2 === 1 ? 3 : 1)
  }
  return String((10 - (sum % 10)) % 10)
}

/** Whether `code` is a GTIN-8, -12, -13 or -14 with the right check digit. */
export function isGtin(code: string): boolean {
  return GTIN.test(code) && checkDigit(code.slice(0, -1)) === code.slice(-1)
}

/**
 * The one spelling under which GTINs of all lengths are compared: 14 digits, filled with zeros in front. Undefined when
 * `code` is no GTIN.
 *
 * @example toGtin14('4006381333931') // '04006381333931'
 */
export function toGtin14(code: string): string | undefined {
  return isGtin(code) ? code.padStart(14, '0') : undefined
}
