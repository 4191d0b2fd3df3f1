const LETTERS = 'abcdefghijklmnopqrstuvwxyz'

/**
 * The code of the n-th series of a register, from 0: a, b, …, z, aa, ab, …
 *
 * @example seriesCode(26) // 'aa'
 */
export function seriesCode(index: number): string {
  if (!Number.isSafeInteger(index) || index < 0) throw new RangeError(`${index} is not the place of a series`)
  let code = ''
  for (let rest = index + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) code = LETTERS.charAt((rest - 1) % 26) + code
  return code
}

/** The code after `code`: what a register's next series is called. */
export function nextSeriesCode(code: string): string {
  let index = 0
  for (const letter of code) {
    const at = LETTERS.indexOf(letter)
    if (at < 0) throw new RangeError(`${code} is not the code of a series`)
    index = index * 26 + at + 1
  }
  return seriesCode(index)
}
