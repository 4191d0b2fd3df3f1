import { DomainError } from '@pos/core'
import { misfit } from '@pos/domain'
import { sha256 } from '@pos/server-kit'
import type { Approval, SaleFact } from '@pos/shared-types'
import type { StoreRules } from '../../needs.ts'
import type { Consent } from '../../consent/consent.ts'
import { markUsed } from '../../consent/approval-repository.ts'

/** Registers what holds for consent to a sale: it names exactly this sale's acts, is another person's, and is used once. */
export function approvalRules(rules: StoreRules): void {
  rules.before(
    ['sale:complete', 'sale:return'],
    'access.approval-fits',
    (_, { consent }) => {
      for (const approval of consent.approvals) {
        const fault = misfit(approval, consent.sale(), sha256)
        if (fault) throw new DomainError(fault)
      }
    },
    { mode: 'M' },
  )

  // What was consented to and changed again before the sale was completed is no fault; what the sale itself names must fit.
  rules.before(
    'sale:ingest',
    'access.arrived-approval-fits',
    (_, { fact, consent }) => {
      for (const id of namedIn(fact)) {
        const approval = consent.approvals.find(({ request }) => request.id === id)
        const fault = approval ? misfit(approval, consent.sale(), sha256) : 'APPROVAL_INVALID'
        if (fault) throw new DomainError(fault)
      }
    },
    { mode: 'F' },
  )

  rules.after(['sale:complete', 'sale:return'], 'access.approval-is-used', (unit, { consent }, { fact }) => {
    for (const { request } of fittingOf(consent)) {
      if (!markUsed(unit.tx, request.id, fact.sale.eventId)) throw new DomainError('APPROVAL_INVALID')
    }
  })

  rules.after('sale:ingest', 'access.arrived-approval-is-used', (unit, { consent }, { fact }) => {
    for (const { request } of fittingOf(consent)) markUsed(unit.tx, request.id, fact.sale.eventId)
  })
}

/** One for each act: of consent that was given twice to the same act, the last. */
function fittingOf({ approvals, sale }: Pick<Consent, 'approvals' | 'sale'>): Approval[] {
  const fitting = approvals.filter((approval) => misfit(approval, sale(), sha256) === undefined)
  return [...new Map(fitting.map((approval) => [approval.request.actionHash, approval])).values()]
}

/** The approvals that a sale's lines and discounts say they have. Lines that copy an original name those of its sale. */
function namedIn({ lines, discounts }: Pick<SaleFact, 'lines' | 'discounts'>): string[] {
  const copies = new Set(lines.filter(({ originalLineId }) => originalLineId !== null).map(({ id }) => id))
  const named = [
    ...lines.map(({ approvalId }) => approvalId),
    ...discounts.filter(({ saleLineId }) => !copies.has(saleLineId)).map(({ approvalId }) => approvalId),
  ]
  return named.filter((id) => id !== null)
}
