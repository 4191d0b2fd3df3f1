import { DomainError } from '@pos/core'
import type { RuleEngine } from '@pos/rule-engine'
import type { TillActions, TillView } from './till-actions.ts'

export function addShiftRules(rules: RuleEngine<TillActions, TillView>): void {
  rules.before(
    'shift:open',
    'shifts.one-open-per-register',
    ({ tx }) => {
      const { shift } = tx
      if (shift && shift.state !== 'closed') throw new DomainError('SHIFT_ALREADY_OPEN', { register: tx.registerCode })
    },
    { mode: 'M' },
  )
  rules.before(
    'shift:close',
    'shifts.count-is-complete',
    (_, { expected, counts }) => {
      const missing = expected.find(
        ({ tenderTypeId, currency }) =>
          !counts.some((count) => count.tenderTypeId === tenderTypeId && count.currency === currency),
      )
      if (missing) throw new DomainError('SHIFT_COUNT_MISSING', { tender: missing.name, currency: missing.currency })
    },
    { mode: 'M' },
  )
  rules.before(
    'shift:close',
    'shifts.difference-has-reason',
    ({ tx }, { counts, differenceReasonId }) => {
      const free = tx.setting('shift.difference_reason_minor')
      const wide = counts.find((count) => Math.abs(count.differenceMinor) > free)
      if (wide && differenceReasonId === null) {
        throw new DomainError('SHIFT_DIFFERENCE_REASON', { amount: wide.differenceMinor })
      }
    },
    { mode: 'M' },
  )
}
