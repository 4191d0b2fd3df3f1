import { DomainError, type ErrorParams } from '@pos/core'
import type { ApprovalAct } from '@pos/domain'
import type { ErrorCode } from '@pos/shared-types'

/** One act that another person must consent to, and the refusal that this would lift. */
export type ApprovalNeed = { readonly act: ApprovalAct; readonly code: ErrorCode; readonly params: ErrorParams }

/** The cart may be sold when another person consents to each of `needs`. */
export class ApprovalNeeded extends DomainError {
  readonly needs: readonly ApprovalNeed[]

  constructor(needs: readonly ApprovalNeed[]) {
    super('APPROVAL_REQUIRED')
    this.needs = needs
  }
}
