/** A number exactly as a file writes it: `digits / 10^scale`. */
export type Decimal = { readonly digits: bigint; readonly scale: number }

export const ZERO: Decimal = { digits: 0n, scale: 0 }

/** Reads plain decimal notation; undefined for anything else. */
export function parseDecimal(text: string): Decimal | undefined {
  const parts = /^(-?)(\d{1,15})(?:\.(\d{1,9}))?$/.exec(text)
  if (!parts) return undefined
  const [, sign = '', whole = '', fraction = ''] = parts
  return { digits: BigInt(`${sign}${whole}${fraction}`), scale: fraction.length }
}

export function addDecimals(a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(a.scale, b.scale)
  return { digits: atScale(a, scale) + atScale(b, scale), scale }
}

export function timesDecimal(a: Decimal, b: Decimal): Decimal {
  return { digits: a.digits * b.digits, scale: a.scale + b.scale }
}

/**
 * The number at `scale` decimals as an integer, rounded half away from zero.
 *
 * @example roundTo({ digits: -25n, scale: 3 }, 2) // -3n: −0.025 is −0.03
 */
export function roundTo({ digits, scale }: Decimal, toScale: number): bigint {
  if (scale <= toScale) return digits * power(toScale - scale)
  const divisor = power(scale - toScale)
  const magnitude = digits < 0n ? -digits : digits
  const rounded = (magnitude * 2n + divisor) / (divisor * 2n)
  return digits < 0n ? -rounded : rounded
}

/** In plain notation, with at least `decimals` decimals. */
export function decimalText(value: Decimal, decimals: number): string {
  const { digits, scale } = trimmed(value, decimals)
  const text = String(digits < 0n ? -digits : digits).padStart(scale + 1, '0')
  const whole = text.slice(0, text.length - scale).replace(/\B(?=(\d{3})+$)/g, ',')
  return `${digits < 0n ? '-' : ''}${whole}${scale === 0 ? '' : `.${text.slice(-scale)}`}`
}

/** Without the zeros at its end that stand beyond `decimals`. */
export function trimmed(value: Decimal, decimals: number): Decimal {
  let { digits, scale } = value
  if (scale < decimals) return { digits: atScale(value, decimals), scale: decimals }
  for (; scale > decimals && digits % 10n === 0n; scale -= 1) digits /= 10n
  return { digits, scale }
}

function atScale({ digits, scale }: Decimal, toScale: number): bigint {
  return digits * power(toScale - scale)
}

function power(exponent: number): bigint {
  return 10n ** BigInt(exponent)
}
