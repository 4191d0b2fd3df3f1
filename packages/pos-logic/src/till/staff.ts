import { DomainError } from '@pos/core'
import type { PermissionCode, ResponseOf, UserId, listCashiers } from '@pos/shared-types'
import type { Cashier } from '../journal/journal-stores.ts'
import { Badges, type ShownBadge } from './badges.ts'
import { pinVerifier } from './pin-verifier.ts'
import { isAway } from './store-api.ts'
import type { SignedInCashier, TillCore } from './till-core.ts'
import { refuseEarly } from './tries.ts'

export type CashierChoice = ResponseOf<typeof listCashiers>['items'][number]

/** Who stands at the till. The store decides; with it away, a cashier who unlocked this till before may go on. */
export class Staff {
  readonly #core: TillCore
  readonly #badges: Badges

  constructor(core: TillCore) {
    this.#core = core
    this.#badges = new Badges(core)
  }

  get current(): Cashier | undefined {
    return this.#core.signedIn?.cashier
  }

  /** Whether whoever stands here may do it now: he has the right, and it has not lapsed. */
  may(permission: PermissionCode): boolean {
    return this.#core.may(permission)
  }

  /** How long nobody may touch this till before it locks. */
  get autoLockMs(): number {
    return this.#core.setting('till.auto_lock_s') * 1_000
  }

  /** Whether whoever stands here has the right, and may not use it until head office is heard again. */
  isLapsed(permission: PermissionCode): boolean {
    return this.#core.signedIn !== undefined && this.#core.isLapsed(this.#core.signedIn.cashier, permission)
  }

  /** People who may sign in here: the store's list, or those who did before. */
  async list(): Promise<readonly CashierChoice[]> {
    try {
      return (await this.#core.options.api.cashiers()).items
    } catch (error) {
      if (!(error instanceof DomainError) || !isAway(error.code)) throw error
      return this.known()
    }
  }

  /** People who signed in here before, without asking anybody. */
  async known(): Promise<readonly CashierChoice[]> {
    const known = await this.#core.journal.storage.list('cashier')
    return known.map(({ value: { userId, displayName, permissions } }) => ({
      userId,
      displayName,
      hasPin: true,
      canApprove: permissions.includes('pos:approve'),
    }))
  }

  /**
   * Signs a cashier in by PIN.
   *
   * @throws DomainError PIN_WRONG, PIN_DISABLED, RATE_LIMITED with the seconds to wait, or STORE_UNREACHABLE for someone
   *   who was never here
   */
  async signIn(userId: UserId, pin: string): Promise<Cashier> {
    const known = await this.identify(userId, pin)
    this.#core.signedIn = known
    return known.cashier
  }

  /**
   * Finds out by PIN who somebody is. Nobody is signed in or out by it: whoever sells goes on selling. Wrong PINs count
   * as they do at a sign-in.
   *
   * @throws DomainError as `signIn`
   */
  async identify(userId: UserId, pin: string): Promise<SignedInCashier> {
    const { api } = this.#core.options
    this.#core.refuseRevoked()
    try {
      const { accessToken, displayName } = await api.unlock(userId, pin)
      const { permissions } = await api.me(accessToken)
      const unlockedAt = this.#core.options.clock.now()
      const verifier = await pinVerifier(this.#core.options.deviceKey, userId, pin)
      const known = await this.#core.journal.storage.get('cashier', userId)
      const cashier = { ...known, userId, displayName, permissions, unlockedAt, verifier, failures: 0 }
      return await this.#core.keepCashier(cashier, accessToken)
    } catch (error) {
      if (!(error instanceof DomainError) || !isAway(error.code)) throw error
      return this.#identifyAlone(userId, pin, error)
    }
  }

  /**
   * Finds out by badge who somebody is, as `identify` does by PIN.
   *
   * @throws DomainError BADGE_UNKNOWN, or RATE_LIMITED with the seconds to wait
   */
  identifyByBadge(code: string): Promise<ShownBadge> {
    return this.#badges.identify(code)
  }

  /**
   * Signs a cashier in by badge. Where a PIN is asked for too, nobody is signed in or out: `signIn` is next.
   *
   * @throws DomainError as `identifyByBadge`
   */
  async signInByBadge(code: string): Promise<{ readonly userId: UserId; readonly isSignedIn: boolean }> {
    const { userId, signedIn } = await this.identifyByBadge(code)
    if (signedIn !== null) this.#core.signedIn = signedIn
    return { userId, isSignedIn: signedIn !== null }
  }

  /** Locks the till. Unsent sales stay and go on being sent. */
  signOut(): void {
    this.#core.signedIn = undefined
  }

  async #identifyAlone(userId: UserId, pin: string, away: DomainError): Promise<SignedInCashier> {
    const cashier = await this.#core.journal.storage.get('cashier', userId)
    if (cashier === undefined || cashier.verifier === null) throw away
    if (cashier.failures >= this.#core.setting('auth.pin_failures')) throw new DomainError('PIN_DISABLED')
    const { clock, deviceKey } = this.#core.options
    refuseEarly(cashier, clock.now())
    if ((await pinVerifier(deviceKey, userId, pin)) === cashier.verifier)
      return this.#core.keepCashier({ ...cashier, failures: 0 }, null)
    const failedAt = clock.now()
    await this.#core.journal.storage.commit([
      { store: 'cashier', key: userId, value: { ...cashier, failures: cashier.failures + 1, failedAt } },
    ])
    throw new DomainError('PIN_WRONG')
  }
}
