import { hash } from 'node:crypto'

/** Numbers from 0 to below 1 that depend on the seed alone. Here and not from `testing`, for processes without a test. */
export function seededRandom(seed: number): () => number {
  let count = 0
  return () => {
    count += 1
    return hash('sha256', `${seed}/${count}`, 'buffer').readUInt32BE() / 2 ** 32
  }
}
