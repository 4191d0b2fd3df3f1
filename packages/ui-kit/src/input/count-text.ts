/**
 * A count as people type it while they count, sums included; null when it is none.
 *
 * @example readCount('3+4') // 7
 */
export function readCount(text: string): number | null {
  const bare = text.replaceAll(/\s/g, '')
  if (bare === '') return 0
  if (!/^\d{1,6}(\+\d{0,6})*$/.test(bare)) return null
  return bare.split('+').reduce((sum, part) => sum + Number(part), 0)
}
