import { DomainError, type Clock, type Context, type Ids, type Unit, type UnitOfWork } from '@pos/core'
import type { HqTx } from '@pos/db'
import {
  createChallenges,
  newTimeSecret,
  NO_TENANT,
  readSettings,
  requireGoodPassword,
  tellEnded,
  type Challenges,
  type LockOut,
  type NodeKey,
  type Settings,
  type SignInDesk,
} from '@pos/server-kit'
import type { TenantId, UserId } from '@pos/shared-types'
import type { FastifyRequest } from 'fastify'
import type { TenantPasswords } from '../../tenant-passwords.ts'
import { findHolderById, findHolderByName, renewPasswordHash, type Holder } from './credential-repository.ts'
import { createResetTokens, type ResetTokens } from './reset-tokens.ts'
import { SecondFactors } from './second-factors.ts'
import { findTenantBySlug } from './user-repository.ts'

export type SignInNeeds = {
  readonly unitOfWork: UnitOfWork<HqTx>
  readonly passwords: TenantPasswords
  readonly desk: SignInDesk<HqTx>
  readonly nodeKey: NodeKey
  readonly clock: Clock
  readonly ids: Ids
}

type Asked = { readonly ctx: Context; readonly raw: FastifyRequest }
type Credentials = { readonly tenant?: string | undefined; readonly username: string; readonly password: string }

const DAY_MS = 24 * 3_600_000
/** A day at head office at most, whatever the company allows a browser elsewhere. */
const MOST_MS = DAY_MS

/** Signs people in at head office: the password, then the second factor, then a session. */
export class SignInService {
  readonly #needs: SignInNeeds
  readonly challenges: Challenges
  readonly factors: SecondFactors
  readonly resets: ResetTokens

  constructor(needs: SignInNeeds) {
    this.#needs = needs
    this.challenges = createChallenges(needs.nodeKey, needs.clock)
    this.factors = new SecondFactors(needs)
    this.resets = createResetTokens(needs.nodeKey, needs.clock)
  }

  /**
   * The first step.
   *
   * @throws DomainError AUTH_FAILED, AUTH_LOCKED; AUTH_TOTP_REQUIRED or AUTH_TOTP_SETUP with the challenge of the next
   */
  async byPassword(request: Asked, { tenant, username, password }: Credentials) {
    const { unitOfWork, desk } = this.#needs
    const tenantId = (await unitOfWork.read(request.ctx, (tx) => findTenantBySlug(tx, tenant ?? ''))) ?? NO_TENANT
    const ctx = { ...request.ctx, tenantId }
    const { holder, settings } = await unitOfWork.read(ctx, async (tx) => ({
      holder: await findHolderByName(tx, tenantId, username),
      settings: await readSettings(tx, tenantId, {}),
    }))
    await desk.attempt(request, accountOf(tenantId, username, holder), lockOutOf(settings), () =>
      this.isPassword(tenantId, holder, password),
    )
    if (!holder) throw new DomainError('AUTH_FAILED')
    await this.#renewHash(ctx, holder, password)
    this.#requireSecondStep(tenantId, holder, settings)
    return this.begin(request, tenantId, holder, settings)
  }

  /**
   * The second step: a code of the app that is in force or is being set up, or a recovery code.
   *
   * @throws DomainError AUTH_TOTP_WRONG, AUTH_LOCKED, AUTH_SESSION_ENDED when the first step is too long ago
   */
  async byCode(request: Asked, challengeText: string, code: string) {
    const { tenantId, userId, secret } = this.challenges.read('sign in', challengeText)
    const ctx = { ...request.ctx, tenantId, userId }
    const { holder, settings } = await this.readHolder(ctx, userId)
    // Who set up the app in another window meanwhile signs in with it.
    const isSetUp = secret !== undefined && !holder.hasSecondFactor
    await this.#needs.desk.attempt(
      request,
      accountOf(tenantId, holder.username, holder),
      lockOutOf(settings),
      async () => isSetUp || (await this.factors.accept(ctx, userId, code)),
      'AUTH_TOTP_WRONG',
    )
    if (!isSetUp) return this.begin(request, tenantId, holder, settings)
    return this.begin(request, tenantId, holder, settings, async (unit) => ({
      recoveryCodes: await this.factors.setUp(unit, userId, secret, code),
    }))
  }

  /**
   * The second step of a super admin who has given a store his password: the store cannot check his code itself, and
   * must not learn the secret of his app.
   *
   * @throws DomainError AUTH_TOTP_WRONG, AUTH_LOCKED, AUTH_TOTP_SETUP when he has no app yet
   */
  async byCodeAtStore(request: Asked, userId: UserId, code: string): Promise<void> {
    const { ctx } = request
    const { holder, settings } = await this.readHolder(ctx, userId)
    if (!holder.hasSecondFactor) throw new DomainError('AUTH_TOTP_SETUP')
    await this.#needs.desk.attempt(
      request,
      accountOf(ctx.tenantId, holder.username, holder),
      lockOutOf(settings),
      () => this.factors.accept({ ...ctx, userId }, userId, code),
      'AUTH_TOTP_WRONG',
    )
  }

  begin(
    request: Asked,
    tenantId: TenantId,
    holder: Holder,
    settings: Settings,
    also: (unit: Unit<HqTx>) => Promise<object> = async () => ({}),
  ) {
    return this.#needs.desk.begin(request, { ...holder, tenantId }, { lifeMs: lifeOf(settings) }, async (unit) => {
      await tellEnded(unit)
      return also(unit)
    })
  }

  /** Begins the session after an act that has ended them all and is noted. */
  beginAgain(request: Asked, tenantId: TenantId, holder: Holder, settings: Settings) {
    const place = { lifeMs: lifeOf(settings), isNoted: true }
    return this.#needs.desk.begin(request, { ...holder, tenantId }, place, (unit) => tellEnded(unit))
  }

  /** @throws DomainError AUTH_REQUIRED when the person may not sign in any more, or never had a password */
  async readHolder(ctx: Context, userId: UserId): Promise<{ readonly holder: Holder; readonly settings: Settings }> {
    const { holder, settings } = await this.#needs.unitOfWork.read(ctx, async (tx) => ({
      holder: await findHolderById(tx, ctx.tenantId, userId),
      settings: await readSettings(tx, ctx.tenantId, {}),
    }))
    if (!holder) throw new DomainError('AUTH_REQUIRED')
    return { holder, settings }
  }

  /** Always costs one comparison. */
  isPassword(tenantId: TenantId, holder: Holder | undefined, password: string): Promise<boolean> {
    return this.#needs.passwords.of(tenantId).verify(holder?.secret, password)
  }

  /**
   * Tries the code or the password of somebody who is signed in, counted as at the door.
   *
   * @throws DomainError AUTH_FAILED, AUTH_TOTP_WRONG, AUTH_LOCKED
   */
  async prove(request: Asked, holder: Holder, settings: Settings, by: { password: string } | { code: string }) {
    const { ctx } = request
    const account = accountOf(ctx.tenantId, holder.username, holder)
    if ('password' in by) {
      const check = () => this.isPassword(ctx.tenantId, holder, by.password)
      return this.#needs.desk.attempt(request, account, lockOutOf(settings), check)
    }
    const check = () => this.factors.accept(ctx, holder.userId, by.code)
    return this.#needs.desk.attempt(request, account, lockOutOf(settings), check, 'AUTH_TOTP_WRONG')
  }

  /**
   * The hash of a new password.
   *
   * @throws DomainError AUTH_PASSWORD_WEAK
   */
  hashNew(tenantId: TenantId, holder: Omit<Holder, 'passwordSetAt'>, password: string): Promise<string> {
    requireGoodPassword(password, holder)
    return this.#needs.passwords.of(tenantId).hash(password)
  }

  /** No company can let a super admin in with a password alone. */
  isSecondFactorRequired({ isSuperAdmin, isAdmin }: Holder, settings: Settings): boolean {
    const rule = settings['auth.mfa_required']
    return isSuperAdmin || rule === 'all' || (rule === 'hq' && isAdmin)
  }

  #requireSecondStep(tenantId: TenantId, holder: Holder, settings: Settings): void {
    const { userId, username, company } = holder
    if (holder.hasSecondFactor) {
      throw new DomainError('AUTH_TOTP_REQUIRED', { challenge: this.challenges.write('sign in', { tenantId, userId }) })
    }
    if (!this.isSecondFactorRequired(holder, settings)) return
    const secret = newTimeSecret()
    const challenge = this.challenges.write('sign in', { tenantId, userId, secret })
    throw new DomainError('AUTH_TOTP_SETUP', { challenge, secret, account: username, issuer: company })
  }

  async #renewHash(ctx: Context, { userId, secret }: Holder, password: string): Promise<void> {
    const hasher = this.#needs.passwords.of(ctx.tenantId)
    if (!hasher.isOutdated(secret)) return
    const renewed = await hasher.hash(password)
    await this.#needs.unitOfWork.write({ ...ctx, userId }, 'auth.renew-hash', (unit) =>
      renewPasswordHash(unit, userId, secret, renewed),
    )
  }
}

function accountOf(tenantId: TenantId, username: string, holder: Holder | undefined) {
  return { tenantId, username, userId: holder?.userId, isSuperAdmin: holder?.isSuperAdmin }
}

function lockOutOf(settings: Settings): LockOut {
  return { failures: settings['auth.lockout_failures'], lockMinutes: settings['auth.lockout_min'] }
}

function lifeOf(settings: Settings): number {
  return Math.min(settings['auth.refresh_days'] * DAY_MS, MOST_MS)
}
