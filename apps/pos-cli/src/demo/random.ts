/** A source of chance. The same seed gives the same numbers for ever, so a demo chain can be made again. */
export interface Random {
  /** A number from 0 up to but not including 1. */
  next(): number
}

/**
 * A generator that depends on its seed alone (FNV-1a for the seed, mulberry32 for the numbers).
 *
 * @example seededRandom('store-1 2026-03-01').next()
 */
export function seededRandom(seed: string): Random {
  let state = fnv1a(seed)
  return {
    next() {
      state = (state + 0x6d2b79f5) | 0
      let mixed = Math.imul(state ^ (state >>> 15), state | 1)
      mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
      return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
    },
  }
}

/** A whole number from `low` to `high`, both included. */
export function between(random: Random, low: number, high: number): number {
  return low + Math.floor(random.next() * (high - low + 1))
}

/** True in `share` of all calls. */
export function chance(random: Random, share: number): boolean {
  return random.next() < share
}

/**
 * One element of a list.
 *
 * @throws RangeError when the list is empty
 */
export function pick<T>(random: Random, list: readonly T[]): T {
  const found = list[Math.floor(random.next() * list.length)]
  if (found === undefined) throw new RangeError('nothing to pick from')
  return found
}

/** Picks indexes in proportion to their weights. */
export function weightedPick(weights: readonly number[]): (random: Random) => number {
  const upTo: number[] = []
  let total = 0
  for (const weight of weights) upTo.push((total += weight))
  return (random) => {
    const at = random.next() * total
    let [low, high] = [0, upTo.length - 1]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((upTo[middle] ?? 0) > at) high = middle
      else low = middle + 1
    }
    return low
  }
}

function fnv1a(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return hash >>> 0
}
