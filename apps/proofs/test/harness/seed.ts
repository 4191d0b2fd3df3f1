import { randomInt } from 'node:crypto'

/** Whether the long versions are asked for. */
export const isLong = process.env['POS_LONG'] === '1'

/** The seed of a run: `POS_SEED` repeats one. Printed, so that a failure can be seen again. */
export function printedSeed(what: string): number {
  const seed = Number(process.env['POS_SEED'] ?? randomInt(2 ** 31))
  console.log(`${what}: POS_SEED=${seed}`)
  return seed
}
