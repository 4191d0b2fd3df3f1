import { LONGEST_APPROVAL_S, SHORTEST_APPROVAL_S, type ApprovalPolicy } from '@pos/shared-types'
import { policiesAbout } from './policies-about.ts'

/** The longest time from asking to deciding and doing, whatever a setting or a policy says. */
export const LONGEST_APPROVAL_MS = LONGEST_APPROVAL_S * 1_000

/** What an approval policy's life counts as: one that was saved before there were bounds may lie outside of them. */
export function policyLifeS({ ttlS }: Pick<ApprovalPolicy, 'ttlS'>): number {
  return Math.min(Math.max(ttlS, SHORTEST_APPROVAL_S), LONGEST_APPROVAL_S)
}

/**
 * How long a question about acts of one sale may be answered and its consent acted on, in ms: no longer than the company
 * lets a till wait, nor than any approval policy about one of the acts says. At the till and in the back office alike.
 *
 * @param actions rules that refused, or rights that are missing
 * @param tillTtlS the setting `approvals.till_ttl_s`
 */
export function approvalLifeMs(
  policies: readonly Pick<ApprovalPolicy, 'action' | 'ttlS'>[],
  actions: readonly string[],
  tillTtlS: number,
): number {
  const said = actions.flatMap((action) => policiesAbout(policies, action)).map(policyLifeS)
  return Math.min(LONGEST_APPROVAL_S, tillTtlS, ...said) * 1_000
}
