import { DomainError } from '@pos/core'
import type { StoreNeeds } from '../../needs.ts'

/** A till asks for news at least every half minute; who was silent for so long is gone or cut off. */
const SILENCE_MS = 3 * 60_000

/** A register is taken only from a device that is gone: from a living one it is given back, or the device is revoked. */
export function registerRules({ rules }: Pick<StoreNeeds, 'rules'>): void {
  rules.before('register:take-over', 'registers.lease-has-ended', (unit, { name, holder }) => {
    if (unit.at - holder.lastSeenAt < SILENCE_MS) throw new DomainError('REGISTER_LEASED', { register: name })
  })
}
