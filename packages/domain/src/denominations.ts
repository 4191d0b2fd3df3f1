import type { Cents } from '@pos/shared-types'

export type Denomination = { readonly valueMinor: Cents; readonly kind: 'note' | 'coin' }

type Money = { readonly notes: readonly number[]; readonly coins: readonly number[] }

/** What is in people's purses, in minor units. Notes and coins that are hardly seen are left out. */
const IN_USE: Readonly<Record<string, Money>> = {
  USD: { notes: [10_000, 5_000, 2_000, 1_000, 500, 100], coins: [25, 10, 5, 1] },
  CAD: { notes: [10_000, 5_000, 2_000, 1_000, 500], coins: [200, 100, 25, 10, 5] },
  EUR: { notes: [20_000, 10_000, 5_000, 2_000, 1_000, 500], coins: [200, 100, 50, 20, 10, 5, 2, 1] },
  GBP: { notes: [5_000, 2_000, 1_000, 500], coins: [200, 100, 50, 20, 10, 5, 2, 1] },
  MXN: { notes: [100_000, 50_000, 20_000, 10_000, 5_000, 2_000], coins: [1_000, 500, 200, 100, 50, 20, 10] },
  DOP: { notes: [200_000, 100_000, 50_000, 20_000, 10_000, 5_000], coins: [2_500, 1_000, 500, 100] },
  JPY: { notes: [10_000, 5_000, 1_000], coins: [500, 100, 50, 10, 5, 1] },
}

/** Of a currency that nobody described: ones, twos and fives, as nearly everywhere. */
const USUAL: Money = {
  notes: [20_000, 10_000, 5_000, 2_000, 1_000, 500],
  coins: [200, 100, 50, 20, 10, 5, 2, 1],
}

/** The notes and coins of a currency, largest first. */
export function denominationsOf(currency: string): readonly Denomination[] {
  const { notes, coins } = IN_USE[currency] ?? USUAL
  return [
    ...notes.map((valueMinor): Denomination => ({ valueMinor, kind: 'note' })),
    ...coins.map((valueMinor): Denomination => ({ valueMinor, kind: 'coin' })),
  ]
}

/**
 * How an amount is handed out with as few pieces as going from the largest down gives; what no coin is small enough for
 * is left over.
 *
 * @example handOut(1676, 'USD') // 10 + 5 + 1 + 3 × 0.25 + 0.01
 */
export function handOut(amountMinor: Cents, currency: string): { valueMinor: Cents; count: number }[] {
  let rest = Math.max(0, amountMinor)
  const pieces: { valueMinor: Cents; count: number }[] = []
  for (const { valueMinor } of denominationsOf(currency)) {
    const count = Math.floor(rest / valueMinor)
    if (count > 0) pieces.push({ valueMinor, count })
    rest -= count * valueMinor
  }
  return pieces
}
