import { Refusal } from './refusal.ts'

/** A cart, and what becomes of the sale made from it. From `completed` on the state is derived; its rows never change. */
export type SaleState = 'cart' | 'parked' | 'abandoned' | 'completed' | 'voided' | 'partly_returned' | 'returned'

export type SaleEvent = 'park' | 'resume' | 'abandon' | 'complete' | 'void' | 'return_some' | 'return_rest' | 'flag'

export const SALE_TRANSITIONS = {
  cart: { park: 'parked', abandon: 'abandoned', complete: 'completed' },
  parked: { resume: 'cart', abandon: 'abandoned' },
  abandoned: {},
  completed: { void: 'voided', return_some: 'partly_returned', return_rest: 'returned', flag: 'completed' },
  partly_returned: { return_some: 'partly_returned', return_rest: 'returned', flag: 'partly_returned' },
  voided: { flag: 'voided' },
  returned: { flag: 'returned' },
} as const satisfies Record<SaleState, Partial<Record<SaleEvent, SaleState>>>

/**
 * Where a sale goes on `event`.
 *
 * @throws Refusal STATE_NOT_ALLOWED (`state`) for a move the table does not list
 */
export function nextSaleState(state: SaleState, event: SaleEvent): SaleState {
  const moves: Partial<Record<SaleEvent, SaleState>> = SALE_TRANSITIONS[state]
  const next = moves[event]
  if (next === undefined) throw new Refusal('STATE_NOT_ALLOWED', { state })
  return next
}
