import { DomainError } from '@pos/core'
import {
  actHash,
  actsOf,
  approvalLifeMs,
  isApprovableRule,
  isDoneInCart,
  misfit,
  NO_LIMIT,
  permissionsFor,
  rightToApprove,
  type ActLimits,
  type ActSource,
  type ApprovalAct,
  type ApprovalAction,
  type PricedCart,
  type SettledPayment,
} from '@pos/domain'
import type { Finding } from '@pos/rule-engine'
import {
  PERMISSIONS,
  type Approval,
  type Hash,
  type Instant,
  type PermissionCode,
  type UserId,
} from '@pos/shared-types'
import { actSource } from '../cart/act-source.ts'
import { rightsContent } from '../cart/ask-content.ts'
import type { CartState } from '../cart/cart-state.ts'
import type { Draft } from '../journal/draft.ts'
import type { Cashier } from '../journal/journal-stores.ts'
import { ApprovalNeeded, type ApprovalNeed } from './approval-needed.ts'
import type { CartDesk } from './cart-desk.ts'
import { RemoteApprovals, type RemoteAnswer, type RemoteAsk } from './remote-approvals.ts'
import type { CashierChoice, Staff } from './staff.ts'
import type { TillCore } from './till-core.ts'

/** A request for consent, open until `expiresAt`. */
export type ApprovalAsk = {
  readonly needs: readonly ApprovalNeed[]
  readonly requestedById: UserId
  readonly requestedAt: Instant
  readonly expiresAt: Instant
}

/** Who consented, and how he proved himself. */
type Decided = Pick<Approval['decision'], 'deciderId' | 'method' | 'decidedAt'>

/** What is in the cart, and how it is to be paid as far as that is known. */
export type Judged = {
  readonly cart: CartState
  readonly priced: PricedCart
  readonly payments: readonly SettledPayment[]
  readonly isOverOfflineLimit: boolean
}

/**
 * A second person's consent. Given in place it is checked here, with the store away too, and is a fact of this till's
 * journal before it counts; the store judges it again when it arrives. Given in the back office it is a fact of the store
 * server's, which the sale names.
 */
export class Approvals {
  readonly #core: TillCore
  readonly #cart: CartDesk
  readonly #staff: Staff
  readonly #remote: RemoteApprovals

  constructor(core: TillCore, cart: CartDesk, staff: Staff) {
    this.#core = core
    this.#cart = cart
    this.#staff = staff
    this.#remote = new RemoteApprovals(core)
  }

  /** People who may consent here, without whoever is at the till: he asks. */
  async approvers(): Promise<readonly CashierChoice[]> {
    const own = this.#core.requireCashier().cashier.userId
    return (await this.#staff.list()).filter(({ userId, canApprove, hasPin }) => canApprove && hasPin && userId !== own)
  }

  /** Whether there is anybody to ask: here, or in the back office. */
  async canBeAsked(needs: readonly ApprovalNeed[]): Promise<boolean> {
    return (await this.approvers()).length > 0 || this.#remote.isPossible(needs)
  }

  /** Whether the back office may be asked for all of this, if the store is reached. */
  mayAskRemotely({ needs }: ApprovalAsk): boolean {
    return this.#remote.isAllowed(needs)
  }

  /**
   * What of the cart as it stands still needs consent: ask for it when a discount or a price was set.
   *
   * @throws DomainError AUTH_REQUIRED, CATALOGUE_INCOMPLETE
   */
  async needs(): Promise<readonly ApprovalNeed[]> {
    const judged = { cart: this.#cart.state, priced: this.#cart.price(), payments: [], isOverOfflineLimit: false }
    const unit = this.#core.unit(true)
    await this.#core.rules.findings('sale:complete', unit, judged)
    return this.needsOf(judged, unit.tx.noted).filter(({ act }) => isDoneInCart(act.action))
  }

  /**
   * Lets pass what was consented to. What was not is refused, except a rule of the shop while nobody could be asked:
   * that stays noted, and the store flags it.
   *
   * @returns what stays noted
   * @throws ApprovalNeeded when somebody could be asked, DomainError PERMISSION_DENIED when nobody could,
   *   AUTH_SNAPSHOT_EXPIRED for a right the cashier has and head office has not confirmed for too long
   */
  async settle(judged: Judged, noted: readonly Finding[]): Promise<readonly Finding[]> {
    const { cashier } = this.#core.requireCashier()
    const missing = this.#missing(judged)
    // Nobody can lend what has lapsed: consent is a power too.
    this.#core.requireOf(
      cashier,
      this.#needed(judged).filter((permission) => !missing.includes(permission)),
    )
    if (noted.length === 0 && missing.length === 0) return noted
    const needs = this.needsOf(judged, noted)
    const open = new Set<string>(needs.map(({ act }) => act.action))
    if (needs.length > 0 && (await this.canBeAsked(needs))) throw new ApprovalNeeded(needs)
    const permission = missing.find((each) => open.has(each))
    if (permission !== undefined) throw new DomainError('PERMISSION_DENIED', { permission })
    return noted.filter(({ ruleId }) => !isApprovableRule(ruleId) || open.has(ruleId))
  }

  /** Asks for consent to all of `needs` at once. It has to be given before the time is over. */
  ask(needs: readonly ApprovalNeed[]): ApprovalAsk {
    const requestedAt = this.#core.options.clock.now()
    const actions = needs.map(({ act }) => act.action)
    const lifeMs = approvalLifeMs(
      this.#core.catalogue.approvalPolicies,
      actions,
      this.#core.setting('approvals.till_ttl_s'),
    )
    const requestedById = this.#core.requireCashier().cashier.userId
    return { needs, requestedById, requestedAt, expiresAt: requestedAt + lifeMs }
  }

  /**
   * Takes consent from a person who proves who he is by PIN. The cashier stays signed in and the cart stays hers.
   *
   * @throws DomainError APPROVAL_SELF, APPROVAL_EXPIRED, APPROVAL_INVALID when the cart has changed, PIN_WRONG and the
   *   other refusals of a sign-in, PERMISSION_DENIED when this person may not consent to this
   */
  async approve(ask: ApprovalAsk, approverId: UserId, pin: string): Promise<void> {
    this.#refuseOver(ask)
    this.#refuseSelf(ask, approverId)
    const { cashier: approver } = await this.#staff.identify(approverId, pin)
    await this.#take(ask, approver, 'pin')
  }

  /**
   * The same from a person who shows a badge. Where a PIN is asked for too, nothing is given yet.
   *
   * @returns who it is, and whether that was his consent
   * @throws DomainError as `approve`, with BADGE_UNKNOWN for PIN_WRONG
   */
  async approveByBadge(
    ask: ApprovalAsk,
    code: string,
  ): Promise<{ readonly approverId: UserId; readonly isGiven: boolean }> {
    this.#refuseOver(ask)
    const { userId: approverId, signedIn } = await this.#staff.identifyByBadge(code)
    this.#refuseSelf(ask, approverId)
    if (signedIn !== null) await this.#take(ask, signedIn.cashier, 'badge')
    return { approverId, isGiven: signedIn !== null }
  }

  /**
   * Sends the question to the back office too. Whoever stands here may still answer it.
   *
   * @param wordsOf what the other person is told beside the figures
   * @throws DomainError as `RemoteApprovals.ask`
   */
  askRemotely({ needs }: ApprovalAsk, wordsOf: (need: ApprovalNeed) => string | null): Promise<RemoteAsk> {
    return this.#remote.ask(needs, wordsOf)
  }

  /**
   * Looks for the answer of the back office and takes consent from there. The decision is a fact of the store server: it
   * is not written down a second time.
   *
   * @throws DomainError as `RemoteApprovals.look`, APPROVAL_INVALID when the cart has changed, PERMISSION_DENIED when this
   *   person has not the right that a policy names
   */
  async lookForAnswer(ask: ApprovalAsk, remote: RemoteAsk): Promise<RemoteAnswer> {
    const answer = await this.#remote.look(remote)
    if (answer.state !== 'approved') return answer
    this.#refuseChanged(ask)
    for (const { decision } of answer.approvals) this.#requireNamed(ask, decision.deciderId)
    this.#cart.approved(answer.approvals)
    return answer
  }

  /** Takes the question back from the back office. */
  withdraw(remote: RemoteAsk): Promise<void> {
    return this.#remote.withdraw(remote)
  }

  /** The store knows of every right that the act itself needs, but not by which policy the till asked. */
  #requireNamed({ needs, requestedById }: ApprovalAsk, approverId: UserId): void {
    this.#refuseSelf({ requestedById }, approverId)
    if (!this.#core.catalogue.hasPeople) return
    const [permission] = this.#core.missingOf({ userId: approverId, permissions: [] }, needs.flatMap(rightsOfPolicy))
    if (permission !== undefined) throw new DomainError('PERMISSION_DENIED', { permission })
  }

  #refuseOver({ expiresAt }: ApprovalAsk): void {
    if (this.#core.options.clock.now() > expiresAt) throw new DomainError('APPROVAL_EXPIRED')
  }

  #refuseSelf({ requestedById }: Pick<ApprovalAsk, 'requestedById'>, approverId: UserId): void {
    const own = this.#core.requireCashier().cashier.userId
    if (approverId === requestedById || approverId === own) throw new DomainError('APPROVAL_SELF')
  }

  async #take(ask: ApprovalAsk, approver: Cashier, method: 'pin' | 'badge'): Promise<void> {
    this.#core.requireOf(approver, ['pos:approve', ...ask.needs.flatMap(rightsToConsent)])
    this.#refuseOver(ask)
    this.#refuseChanged(ask)
    const decided = { deciderId: approver.userId, method, decidedAt: this.#core.options.clock.now() }
    const given = ask.needs.map(({ act }) => this.#consent(ask, act, decided))
    await this.#core.journal.write((draft) => given.forEach((approval) => this.#record(draft, approval)))
    this.#cart.approved(given)
    this.#core.onOutbox()
  }

  /** What of the cart needs consent that it does not have. */
  needsOf(judged: Judged, noted: readonly Finding[]): readonly ApprovalNeed[] {
    const source = this.#source(judged)
    const given = this.#given(judged.cart, source)
    const asked = (action: ApprovalAction, refusal: Pick<ApprovalNeed, 'code' | 'params'>): ApprovalNeed[] =>
      actsOf(action, source, this.#limits())
        .filter((act) => !given.has(actHash(act, this.#core.options.sha256)))
        .map((act) => ({ act, code: refusal.code, params: refusal.params }))
    const needs = [
      ...noted.flatMap((finding) => (isApprovableRule(finding.ruleId) ? asked(finding.ruleId, finding) : [])),
      ...this.#missing(judged).flatMap((permission) =>
        asked(permission, { code: 'PERMISSION_DENIED', params: { permission } }),
      ),
    ]
    // A policy may stand on paying and on completing: that is one act.
    return [...new Map(needs.map((need) => [actHash(need.act, this.#core.options.sha256), need])).values()]
  }

  /** Rights that follow from what is in the cart. */
  #needed({ cart, payments, isOverOfflineLimit }: Judged): readonly PermissionCode[] {
    const { storeId } = this.#core.requireIdentity()
    const { currency } = this.#core.catalogue.store
    return permissionsFor(rightsContent(cart, { storeId, currency }, payments, isOverOfflineLimit))
  }

  /** Those of them that the cashier lacks. Without the right to sell nobody is asked. */
  #missing(judged: Judged): readonly PermissionCode[] {
    return this.#core.missingOf(this.#core.requireCashier().cashier, this.#needed(judged))
  }

  #given(cart: CartState, source: ActSource): ReadonlySet<Hash> {
    const { clock, sha256 } = this.#core.options
    const sale = { ...source, sellerId: this.#core.requireCashier().cashier.userId, completedAt: clock.now() }
    const fitting = cart.approvals.filter((approval) => misfit(approval, sale, sha256) === undefined)
    return new Set(fitting.map(({ request }) => request.actionHash))
  }

  #source({ cart, priced, payments }: Pick<Judged, 'cart' | 'priced' | 'payments'>): ActSource {
    const { storeId } = this.#core.requireIdentity()
    return actSource(cart, priced, { storeId, currency: this.#core.catalogue.store.currency }, payments)
  }

  #limits(): ActLimits {
    const ppm = (key: 'sales.max_line_discount_bp' | 'sales.max_cart_discount_bp' | 'sales.max_override_bp') =>
      this.#core.setting(key) * 100
    return {
      lineDiscountPpm: ppm('sales.max_line_discount_bp'),
      cartDiscountPpm: ppm('sales.max_cart_discount_bp'),
      overridePpm: ppm('sales.max_override_bp'),
    }
  }

  /** What was asked about must still be in the cart: a scan may have come in between. */
  #refuseChanged({ needs }: ApprovalAsk): void {
    const { sha256 } = this.#core.options
    const source = this.#source({ cart: this.#cart.state, priced: this.#cart.price(), payments: [] })
    const isStill = ({ act }: ApprovalNeed) =>
      actsOf(act.action, source, NO_LIMIT).some((now) => actHash(now, sha256) === actHash(act, sha256))
    if (!needs.filter(({ act }) => isDoneInCart(act.action)).every(isStill)) throw new DomainError('APPROVAL_INVALID')
  }

  #consent(ask: ApprovalAsk, act: ApprovalAct, decided: Decided): Approval {
    const { ids, sha256 } = this.#core.options
    const { storeId, deviceId } = this.#core.requireIdentity()
    const { requestedById, requestedAt, expiresAt } = ask
    const [id, actionHash] = [ids.next(), actHash(act, sha256)]
    return {
      request: { id, storeId, deviceId, ...act, actionHash, reason: null, requestedById, requestedAt, expiresAt },
      decision: { id, storeId, actionHash, state: 'approved', ...decided },
    }
  }

  #record(draft: Draft, { request, decision }: Approval): void {
    const { ids } = this.#core.options
    const about = { aggregateType: 'approval', aggregateId: request.id, catalogueVersion: this.#core.replica.version }
    const event = (type: string, wallTime: Instant, fact: Approval['request'] | Approval['decision']) =>
      draft.emit({ ...about, eventId: ids.next(), type, hlc: this.#core.mark(), wallTime, fact })
    event('approval.requested', request.requestedAt, request)
    event('approval.decided', decision.decidedAt, decision)
  }
}

/** The right of the act itself, and the one that head office's policy names. */
function rightsToConsent(need: ApprovalNeed): PermissionCode[] {
  return [rightToApprove(need.act), ...rightsOfPolicy(need)]
}

function rightsOfPolicy({ code, params }: ApprovalNeed): PermissionCode[] {
  return PERMISSIONS.filter((permission) => code === 'APPROVAL_REQUIRED' && permission === params['permission'])
}
