import { DomainError } from '@pos/core'
import { badgeCode, type Hash, type UserId } from '@pos/shared-types'
import { SELF, type Cashier } from '../journal/journal-stores.ts'
import { badgeVerifier } from './pin-verifier.ts'
import { isAway } from './store-api.ts'
import type { SignedInCashier, TillCore } from './till-core.ts'
import { refuseEarly } from './tries.ts'

/** Whose badge it is; `signedIn` is null where a PIN must prove it. */
export type ShownBadge = { readonly userId: UserId; readonly signedIn: SignedInCashier | null }

/** Tells people by their badges. The store decides; with it away, a badge that was shown to this till before is known. */
export class Badges {
  readonly #core: TillCore

  constructor(core: TillCore) {
    this.#core = core
  }

  /** @throws DomainError BADGE_UNKNOWN, or RATE_LIMITED with the seconds to wait */
  async identify(scanned: string): Promise<ShownBadge> {
    this.#core.refuseRevoked()
    const code = badgeCode(scanned)
    const badge = await badgeVerifier(this.#core.options.deviceKey, code)
    try {
      return await this.#ask(code, badge)
    } catch (error) {
      if (!(error instanceof DomainError)) throw error
      if (error.code === 'BADGE_UNKNOWN') await this.#forget(badge)
      if (!isAway(error.code)) throw error
      return this.#identifyAlone(badge)
    }
  }

  async #ask(code: string, badge: Hash): Promise<ShownBadge> {
    const { api, clock } = this.#core.options
    const { userId, displayName, signedIn } = await api.unlockByBadge(code)
    const known = await this.#core.journal.storage.get('cashier', userId)
    if (signedIn === null) {
      if (known) await this.#core.keepCashier({ ...known, badge }, null)
      return { userId, signedIn: null }
    }
    const { permissions } = await api.me(signedIn.accessToken)
    const proved = { userId, displayName, permissions, unlockedAt: clock.now(), badge }
    const cashier: Cashier = { verifier: null, failures: 0, ...known, ...proved }
    return { userId, signedIn: await this.#core.keepCashier(cashier, signedIn.accessToken) }
  }

  async #identifyAlone(badge: Hash): Promise<ShownBadge> {
    const { journal, options } = this.#core
    const now = options.clock.now()
    const tries = (await journal.storage.get('badge_tries', SELF)) ?? { failures: 0, failedAt: 0 }
    refuseEarly(tries, now)
    const owner = await this.#ownerOf(badge)
    if (owner === undefined) {
      const value = { failures: tries.failures + 1, failedAt: now }
      await journal.storage.commit([{ store: 'badge_tries', key: SELF, value }])
      throw new DomainError('BADGE_UNKNOWN')
    }
    if (tries.failures > 0) await journal.storage.commit([{ store: 'badge_tries', key: SELF, value: undefined }])
    const isProof = !this.#core.setting('auth.badge_needs_pin')
    return { userId: owner.userId, signedIn: isProof ? { cashier: owner, token: null } : null }
  }

  /** A badge that the store does not know any more is known here no longer. */
  async #forget(badge: Hash): Promise<void> {
    const owner = await this.#ownerOf(badge)
    if (owner === undefined) return
    const { badge: _, ...rest } = owner
    await this.#core.keepCashier(rest, null)
  }

  async #ownerOf(badge: Hash): Promise<Cashier | undefined> {
    const known = await this.#core.journal.storage.list('cashier')
    return known.find(({ value }) => value.badge === badge)?.value
  }
}
