import type { ApprovalPolicy } from '@pos/shared-types'
import { policiesAbout } from './policies-about.ts'

/**
 * Whether somebody in the back office may approve an act that a till asks about: the approval policies about it say so.
 * Without any, nobody may; where several are about it, all of them must allow it.
 *
 * @param action the rule that refused, or the right that is missing
 */
export function mayBeRemote(
  policies: readonly Pick<ApprovalPolicy, 'action' | 'canBeRemote'>[],
  action: string,
): boolean {
  const about = policiesAbout(policies, action)
  return about.length > 0 && about.every(({ canBeRemote }) => canBeRemote)
}
