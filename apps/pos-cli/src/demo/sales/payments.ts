import { chance, pick, type Random } from '../random.ts'
import type { DemoBasket, DemoPayment } from './types.ts'

const cashShare = 0.38
const splitShare = 0.02
const exactCashShare = 0.2
const notes = [500, 1000, 2000, 2000]

/** Card mostly, cash often, now and then both. */
export function paymentOf(random: Random): DemoPayment {
  if (chance(random, splitShare)) return { kind: 'split', cashMinor: pick(random, [1000, 2000]) }
  if (!chance(random, cashShare)) return { kind: 'card' }
  return { kind: 'cash', roundUpToMinor: chance(random, exactCashShare) ? 0 : pick(random, notes) }
}

/** Money goes back the way it came; after a split payment, by card. */
export function refundOf(original: DemoBasket): DemoPayment {
  return original.payment.kind === 'cash' ? { kind: 'cash', roundUpToMinor: 0 } : { kind: 'card' }
}
