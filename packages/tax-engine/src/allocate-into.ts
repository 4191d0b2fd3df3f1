/** Below 2^52 the quotient of two whole numbers, cut to a whole number, is exact. */
const EXACT = 2 ** 52

/** What dividing leaves over, in the running call; nothing survives it. Grown to the longest list seen. */
let remainders = new Float64Array(64)

/**
 * The core of `allocate` without its checks, for callers that hold their own columns: `total` is not negative, the first
 * `count` weights are whole and not negative, and `sum`, which is theirs, is above zero.
 */
export function allocateInto(
  parts: Float64Array,
  total: number,
  weights: Float64Array,
  count: number,
  sum: number,
): void {
  if (!(total * sum < EXACT)) {
    allocateWide(parts, total, weights, count)
    return
  }
  if (count > remainders.length) remainders = new Float64Array(count * 2)
  let left = total
  for (let i = 0; i < count; i += 1) {
    const exact = total * (weights[i] ?? 0)
    const part = Math.floor(exact / sum)
    parts[i] = part
    remainders[i] = exact - part * sum
    left -= part
  }
  if (left > 0) giveUnits(parts, left, count, sum)
}

/**
 * Gives one unit each to the `left` parts with the largest remainders. Starts where the border would be if remainders
 * were spread evenly, and then puts right what that gave too few or too many. A part that has its unit owes a whole one:
 * its remainder is below zero.
 */
function giveUnits(parts: Float64Array, left: number, count: number, sum: number): void {
  const border = sum - (sum * left) / count
  let given = 0
  for (let i = 0; i < count; i += 1) {
    const remainder = remainders[i] ?? 0
    if (remainder < border) continue
    parts[i] = (parts[i] ?? 0) + 1
    remainders[i] = remainder - sum
    given += 1
  }
  for (; given < left; given += 1) move(parts, firstLargest(count), 1, sum)
  for (; given > left; given -= 1) move(parts, lastSmallest(count), -1, sum)
}

function move(parts: Float64Array, at: number, unit: 1 | -1, sum: number): void {
  parts[at] = (parts[at] ?? 0) + unit
  remainders[at] = (remainders[at] ?? 0) - unit * sum
}

function firstLargest(count: number): number {
  let best = 0
  for (let i = 1; i < count; i += 1) if ((remainders[i] ?? 0) > (remainders[best] ?? 0)) best = i
  return best
}

function lastSmallest(count: number): number {
  let best = 0
  for (let i = 1; i < count; i += 1) if ((remainders[i] ?? 0) <= (remainders[best] ?? 0)) best = i
  return best
}

/** The same for products beyond 2^52. */
function allocateWide(parts: Float64Array, total: number, weights: Float64Array, count: number): void {
  const wide = Array.from({ length: count }, (_, at) => ({ at, weight: BigInt(weights[at] ?? 0) }))
  const sum = wide.reduce((before, { weight }) => before + weight, 0n)
  const shares = wide.map(({ at, weight }) => {
    const exact = BigInt(total) * weight
    return { at, part: exact / sum, remainder: exact % sum }
  })
  let left = BigInt(total) - shares.reduce((given, share) => given + share.part, 0n)
  for (const share of shares) parts[share.at] = Number(share.part)
  for (const { at } of shares.toSorted((a, b) =>
    a.remainder === b.remainder ? a.at - b.at : a.remainder < b.remainder ? 1 : -1,
  )) {
    if (left === 0n) return
    parts[at] = (parts[at] ?? 0) + 1
    left -= 1n
  }
}
