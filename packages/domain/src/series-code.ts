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

/** Codes of four letters begin here; the last thousand of them are left, so that a lineage stays within four. */
const FOUR_LETTERS = 26 + 26 ** 2 + 26 ** 3
const DRAWN = 26 ** 4 - 1000

/**
 * Where the codes of a lineage begin that cannot know which were taken: a database that was restored or copied has
 * forgotten series, or shares them. Four letters drawn from its id, far from what counting from `a` reaches.
 *
 * @param lineage a UUID; its last twelve digits are random
 */
export function lineageSeriesCode(lineage: string): string {
  return seriesCode(FOUR_LETTERS + (Number.parseInt(lineage.slice(-12), 16) % DRAWN))
}
