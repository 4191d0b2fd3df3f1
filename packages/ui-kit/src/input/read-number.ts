/**
 * What a person typed as minor units of `decimals` places. Both `,` and `.` may be the decimal sign; one that cannot be,
 * because three figures follow or it stands more than once, groups thousands. Null when it is no number or has too many
 * decimals.
 *
 * @example readNumber('1.234,5', 2) // 123450
 * @example readNumber('12,345', 2)  // 1234500
 */
export function readNumber(text: string, decimals: number): number | null {
  const bare = text.replaceAll(/[\s\u00a0$€£¥]/gu, '').replace('−', '-')
  if (!/^-?\d*(?:[.,]\d*)*$/.test(bare) || !/\d/.test(bare)) return null
  const sign = decimalSignOf(bare, decimals)
  const [whole = '', fraction = '', ...rest] = sign === undefined ? [bare] : bare.split(sign)
  if (!/^-?(?:\d*|\d{1,3}(?:[.,]\d{3})+)$/.test(whole)) return null
  const figures = whole.replaceAll(/[.,]/g, '')
  if (rest.length > 0 || /[.,]/.test(fraction) || fraction.length > decimals) return null
  const minor = Number(
    `${figures === '' || figures === '-' ? `${figures}0` : figures}${fraction.padEnd(decimals, '0')}`,
  )
  return Number.isSafeInteger(minor) ? minor : null
}

function decimalSignOf(text: string, decimals: number): '.' | ',' | undefined {
  const signs = [...text].filter((one) => one === '.' || one === ',')
  const last = signs.at(-1)
  if (last !== '.' && last !== ',') return undefined
  const after = text.length - text.lastIndexOf(last) - 1
  if (signs.length > 1) return signs.filter((one) => one === last).length > 1 ? undefined : last
  return after === 3 && decimals !== 3 && !/^-?0?[.,]/.test(text) ? undefined : last
}
