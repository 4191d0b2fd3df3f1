import { DomainError } from '@pos/core'
import type { Hash, PermissionCode, ResponseOf, UserId, listCashiers } from '@pos/shared-types'
import type { Cashier } from '../journal/journal-stores.ts'
import { isAway } from './store-api.ts'
import type { TillCore } from './till-core.ts'

export type CashierChoice = ResponseOf<typeof listCashiers>['items'][number]

/** Who stands at the till. The store decides; with it away, a cashier who unlocked this till before may go on. */
export class Staff {
  readonly #core: TillCore

  constructor(core: TillCore) {
    this.#core = core
  }

  get current(): Cashier | undefined {
    return this.#core.signedIn?.cashier
  }

  /** Whether whoever stands here may do it now: he has the right, and it has not lapsed. */
  may(permission: PermissionCode): boolean {
    return this.#core.may(permission)
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
    return known.map(({ value: { userId, displayName } }) => ({ userId, displayName, hasPin: true }))
  }

  /**
   * Signs a cashier in by PIN.
   *
   * @throws DomainError PIN_WRONG, PIN_DISABLED, or STORE_UNREACHABLE for someone who was never here
   */
  async signIn(userId: UserId, pin: string): Promise<Cashier> {
    const { api } = this.#core.options
    try {
      const { accessToken, displayName } = await api.unlock(userId, pin)
      const { permissions } = await api.me(accessToken)
      const unlockedAt = this.#core.options.clock.now()
      const verifier = await this.#verifier(userId, pin)
      return await this.#enter({ userId, displayName, permissions, unlockedAt, verifier, failures: 0 }, accessToken)
    } catch (error) {
      if (!(error instanceof DomainError) || !isAway(error.code)) throw error
      return this.#signInAlone(userId, pin, error)
    }
  }

  /** Locks the till. Unsent sales stay and go on being sent. */
  signOut(): void {
    this.#core.signedIn = undefined
  }

  async #signInAlone(userId: UserId, pin: string, away: DomainError): Promise<Cashier> {
    const cashier = await this.#core.journal.storage.get('cashier', userId)
    if (cashier === undefined) throw away
    if (cashier.failures >= this.#core.setting('auth.pin_failures')) throw new DomainError('PIN_DISABLED')
    if ((await this.#verifier(userId, pin)) === cashier.verifier) return this.#enter({ ...cashier, failures: 0 }, null)
    await this.#core.journal.storage.commit([
      { store: 'cashier', key: userId, value: { ...cashier, failures: cashier.failures + 1 } },
    ])
    throw new DomainError('PIN_WRONG')
  }

  async #enter(cashier: Cashier, token: string | null): Promise<Cashier> {
    await this.#core.journal.storage.commit([{ store: 'cashier', key: cashier.userId, value: cashier }])
    this.#core.signedIn = { cashier, token }
    return cashier
  }

  async #verifier(userId: UserId, pin: string): Promise<Hash> {
    const { deviceKey, sha256 } = this.#core.options
    return sha256(await deviceKey.sign(`pin\n${userId}\n${pin}`))
  }
}
