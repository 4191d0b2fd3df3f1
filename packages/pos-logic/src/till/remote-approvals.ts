import { DomainError } from '@pos/core'
import { actHash, approvalFault, CLOCKS_APART_MS, mayBeRemote } from '@pos/domain'
import type { Approval, ApprovalRequest, Instant } from '@pos/shared-types'
import type { ApprovalNeed } from './approval-needed.ts'
import { isAway } from './store-api.ts'
import type { TillCore } from './till-core.ts'

/** A question that waits in the back office of the store, open until `expiresAt` by the till's clock. */
export type RemoteAsk = {
  readonly requests: readonly ApprovalRequest[]
  readonly expiresAt: Instant
  /** Of whoever asked: nobody else hears the answer. */
  readonly token: string
}

export type RemoteAnswer =
  | { readonly state: 'pending' | 'expired' }
  | { readonly state: 'rejected'; readonly byName: string | null }
  | { readonly state: 'approved'; readonly approvals: readonly Approval[] }

/** Asks in the back office. Question and answer are facts of the store server; the till only names them in its sale. */
export class RemoteApprovals {
  readonly #core: TillCore

  constructor(core: TillCore) {
    this.#core = core
  }

  /** Whether head office lets all of this be approved from another place, and the store knows who asks. */
  isAllowed(needs: readonly ApprovalNeed[]): boolean {
    const { catalogue, signedIn } = this.#core
    const policies = catalogue.approvalPolicies
    return Boolean(signedIn?.token) && needs.every(({ act }) => mayBeRemote(policies, act.action))
  }

  /** The same, and the store answers now. */
  async isPossible(needs: readonly ApprovalNeed[]): Promise<boolean> {
    if (!this.isAllowed(needs)) return false
    try {
      await this.#core.options.api.health()
      return true
    } catch (error) {
      if (error instanceof DomainError && isAway(error.code)) return false
      throw error
    }
  }

  /**
   * Sends the question: one request for each act, bound to its hash.
   *
   * @param wordsOf what the other person is told beside the figures
   * @throws DomainError STORE_UNREACHABLE, APPROVAL_IN_PLACE, APPROVAL_CLOCKS_DIFFER when the store's time could not be
   *   compared with the till's
   */
  async ask(needs: readonly ApprovalNeed[], wordsOf: (need: ApprovalNeed) => string | null): Promise<RemoteAsk> {
    const { api, clock, ids } = this.#core.options
    const { token } = this.#core.requireCashier()
    if (token === null) throw new DomainError('STORE_UNREACHABLE')
    const sentAt = clock.now()
    const acts = needs.map((need) => ({ act: need.act, reason: wordsOf(need) }))
    const { items: requests } = await api.requestApproval({ acts }, ids.next(), token)
    const lives = requests.map(({ requestedAt, expiresAt }) => expiresAt - requestedAt)
    const remote = { requests, expiresAt: sentAt + Math.min(...lives), token }
    const fault = this.#faultOf(needs, requests, sentAt)
    if (fault === undefined) return remote
    await this.withdraw(remote)
    throw new DomainError(fault)
  }

  /**
   * What has become of the question. One refusal answers all of it; consent is whole or none.
   *
   * @throws DomainError STORE_UNREACHABLE while nobody knows, APPROVAL_INVALID for consent to something else
   */
  async look({ requests, token }: RemoteAsk): Promise<RemoteAnswer> {
    const { api, sha256 } = this.#core.options
    const rows = await Promise.all(requests.map(({ id }) => api.approval(id, token)))
    const rejected = rows.find(({ state }) => state === 'rejected')
    if (rejected) return { state: 'rejected', byName: rejected.approverName }
    if (rows.some(({ state }) => state !== 'pending' && state !== 'approved')) return { state: 'expired' }
    if (rows.some(({ state }) => state === 'pending')) return { state: 'pending' }
    const approvals = requests.map((request): Approval => {
      const { id, storeId, actionHash } = request
      const { approverId, method, decidedAt } = rows.find((row) => row.id === id) ?? {}
      if (!approverId || !decidedAt) throw new DomainError('APPROVAL_INVALID')
      const decided = { state: 'approved', deciderId: approverId, method: method ?? null, decidedAt } as const
      return { request, decision: { id, storeId, actionHash, ...decided } }
    })
    const fault = approvals.map((approval) => approvalFault(approval, sha256)).find((each) => each !== undefined)
    if (fault) throw new DomainError(fault)
    return { state: 'approved', approvals }
  }

  /** Takes the question back. One that the store does not hear of runs out by itself. */
  async withdraw({ requests, token }: RemoteAsk): Promise<void> {
    const { api } = this.#core.options
    await Promise.allSettled(requests.map(({ id }) => api.withdrawApproval(id, token)))
  }

  #faultOf(needs: readonly ApprovalNeed[], requests: readonly ApprovalRequest[], sentAt: Instant) {
    const { clock, sha256 } = this.#core.options
    const { userId } = this.#core.requireCashier().cashier
    const isOurs = ({ act }: ApprovalNeed, request: ApprovalRequest | undefined) =>
      request?.actionHash === actHash(act, sha256) && request.requestedById === userId
    if (!needs.every((need, index) => isOurs(need, requests[index]))) return 'APPROVAL_INVALID'
    const apartMs = ({ requestedAt }: ApprovalRequest) => Math.max(sentAt - requestedAt, requestedAt - clock.now())
    return requests.some((request) => apartMs(request) > CLOCKS_APART_MS) ? 'APPROVAL_CLOCKS_DIFFER' : undefined
  }
}
