import { DomainError } from '@pos/core'
import { totalsOf } from '@pos/domain'
import { identityOrRefuse } from '../../identity.ts'
import type { StoreNeeds } from '../../needs.ts'
import { addToOutbox } from '../../outbox.ts'
import { noteClosed, noteOpened } from './noted-shift.ts'
import { addToShift } from './shift-totals.ts'

type Needs = Pick<StoreNeeds, 'rules' | 'identity' | 'mark'>

/** Registers the rules of shifts, and the growth of their totals with every sale. */
export function shiftRules({ rules, identity, mark }: Needs): void {
  rules.before(
    'shift:open',
    'shifts.one-open-per-register',
    (_, { register, openShift, leasedBy }) => {
      if (openShift) throw new DomainError('SHIFT_ALREADY_OPEN', { register: register.name })
      if (leasedBy !== undefined) throw new DomainError('REGISTER_LEASED', { register: register.name })
    },
    { mode: 'M' },
  )

  rules.before(
    'shift:close',
    'shifts.count-is-complete',
    (_, { counts, expected }) => {
      const last = Math.max(0, ...counts.map((count) => count.attempt))
      const missing = expected.find(
        ({ tenderTypeId, currency }) =>
          !counts.some(
            (count) => count.attempt === last && count.tenderTypeId === tenderTypeId && count.currency === currency,
          ),
      )
      if (missing) throw new DomainError('SHIFT_COUNT_MISSING', { tender: missing.name, currency: missing.currency })
    },
    { mode: 'M' },
  )

  rules.before(
    'shift:close',
    'shifts.difference-has-reason',
    (_, { counts, differenceReasonId, differenceLimitMinor }) => {
      const attempt = Math.max(...counts.map((count) => count.attempt))
      const worst = counts.find(
        (count) => count.attempt === attempt && Math.abs(count.differenceMinor) > differenceLimitMinor,
      )
      if (worst && differenceReasonId === null)
        throw new DomainError('SHIFT_DIFFERENCE_REASON', { amount: worst.differenceMinor })
    },
    { mode: 'M' },
  )

  rules.after(['sale:complete', 'sale:return', 'sale:ingest'], 'shifts.add-to-totals', (unit, _, recorded) => {
    addToShift(unit, totalsOf(recorded.fact))
  })

  rules.after('shift:open', 'audit.opened-is-noted', (unit, _, opened) => noteOpened(unit, opened))
  rules.after('shift:close', 'audit.closed-is-noted', (unit, _, closed) => noteClosed(unit, closed))

  rules.after('shift:open', 'shifts.send-opened', (unit, _, opened) => {
    const { shift } = opened
    addToOutbox(unit, identityOrRefuse(identity()).lineage, {
      eventId: opened.float.eventId,
      type: 'shift.opened',
      aggregateType: 'shift',
      aggregateId: shift.id,
      aggregateSeq: 1,
      hlc: mark(unit.at),
      payload: JSON.stringify(opened),
    })
    const { id: shiftId, registerId, zNumber, businessOn } = shift
    unit.emitAfterCommit({ name: 'shift:opened', payload: { shiftId, registerId, zNumber, businessOn } })
  })

  rules.after('shift:close', 'shifts.seal-and-z', (unit, _, closed) => {
    const { shift, z } = closed
    addToOutbox(unit, identityOrRefuse(identity()).lineage, {
      eventId: z.eventId,
      type: 'shift.closed',
      aggregateType: 'shift',
      aggregateId: shift.id,
      aggregateSeq: 2,
      hlc: mark(unit.at),
      payload: JSON.stringify(closed),
    })
    const { id: shiftId, registerId, zNumber, businessOn } = shift
    unit.emitAfterCommit({ name: 'shift:closed', payload: { shiftId, registerId, zNumber, businessOn } })
  })
}
