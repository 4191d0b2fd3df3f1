import type { ShiftRecord } from '@pos/shared-types'
import { Refusal } from './refusal.ts'

export type ShiftState = ShiftRecord['state']

/** `request_close` by the back office, `seal` by the register, `next_opens` when the register's next shift came first. */
export type ShiftEvent = 'request_close' | 'seal' | 'next_opens' | 'force_seal' | 'late_sale'

export const SHIFT_TRANSITIONS = {
  open: { request_close: 'closing', seal: 'closed', next_opens: 'close_pending', force_seal: 'closed' },
  closing: { seal: 'closed', next_opens: 'close_pending', force_seal: 'closed' },
  close_pending: { seal: 'closed', force_seal: 'closed' },
  closed: { late_sale: 'closed' },
} as const satisfies Record<ShiftState, Partial<Record<ShiftEvent, ShiftState>>>

/**
 * Where a shift goes on `event`.
 *
 * @throws Refusal STATE_NOT_ALLOWED (`state`) for a move the table does not list
 */
export function nextShiftState(state: ShiftState, event: ShiftEvent): ShiftState {
  const moves: Partial<Record<ShiftEvent, ShiftState>> = SHIFT_TRANSITIONS[state]
  const next = moves[event]
  if (next === undefined) throw new Refusal('STATE_NOT_ALLOWED', { state })
  return next
}
