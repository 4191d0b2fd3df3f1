/** One way of doing the same work. `run` does it `times` times, so that the measuring costs nothing per time. */
export type Contender = { readonly name: string; readonly run: (times: number) => void | Promise<void> }

/** Medians over the rounds: runs per second, and the share of the limit's rate in the same round. */
export type Measured = { readonly name: string; readonly rate: number; readonly ratio: number }

const ROUND_MS = 40

/**
 * Runs `limit` and all contenders in turn, round after round. A noisy moment hits neighbours in a round alike, so the
 * ratio of one round says more than the ratio of two medians. The first three rounds warm up and do not count.
 */
export async function measureAgainst(
  limit: Contender,
  contenders: readonly Contender[],
  rounds = 15,
): Promise<Measured[]> {
  const all = [limit, ...contenders].map((contender) => ({ contender, rates: numbers(), ratios: numbers() }))
  for (let round = -3; round < rounds; round++) {
    const top = await rateOf(limit)
    for (const { contender, rates, ratios } of all) {
      const rate = contender === limit ? top : await rateOf(contender)
      if (round < 0) continue
      rates.push(rate)
      ratios.push(rate / top)
    }
  }
  return all.map(({ contender, rates, ratios }) => ({
    name: contender.name,
    rate: median(rates),
    ratio: median(ratios),
  }))
}

const numbers = (): number[] => []

async function rateOf({ run }: Contender): Promise<number> {
  let done = 0
  const start = performance.now()
  for (let times = 1000; ; times *= 2) {
    await run(times)
    done += times
    const took = performance.now() - start
    if (took >= ROUND_MS) return (done * 1000) / took
  }
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted[Math.floor(sorted.length / 2)]
  if (middle === undefined) throw new RangeError('no rounds, no median')
  return middle
}
