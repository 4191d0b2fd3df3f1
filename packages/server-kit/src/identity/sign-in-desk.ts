import { DomainError, type Awaitable, type Clock, type Context, type Ids, type Unit, type UnitOfWork } from '@pos/core'
import type { SqlTx } from '@pos/db'
import type { DeviceId, SignedIn, StoreId, TenantId, UserId } from '@pos/shared-types'
import type { FastifyRequest } from 'fastify'
import type { AuditEntry } from '../audit/record-audit.ts'
import type { Tokens } from '../auth/tokens.ts'
import { jsonAnswer, type Answer } from '../http/answer.ts'
import { NO_TENANT } from '../http/request-of.ts'
import { createNodeCookie, type NodeCookie } from './cookies.ts'
import { createDeviceNames, type DeviceNames } from './known-device.ts'
import {
  clearCounter,
  countFailure,
  lockedUntil,
  subjectOf,
  type Counted,
  type CounterLimit,
} from './login-counters.ts'
import type { NodeKey } from './node-key.ts'
import { createRefreshTokens, type RefreshTokens } from './refresh-tokens.ts'
import { isKnownDevice } from './session-rows.ts'
import { beginSession, refreshSession, type LiveSession } from './sessions.ts'

export type SignInDeskOptions<Tx extends SqlTx> = {
  readonly appContext: 'hq' | 'store'
  readonly unitOfWork: UnitOfWork<Tx>
  readonly tokens: Tokens
  readonly nodeKey: NodeKey
  readonly clock: Clock
  readonly ids: Ids
  /** Leaves the entry of an act in the unit of the act. */
  readonly audit: (unit: Unit<Tx>, entry: AuditEntry) => Awaitable<void>
  /** Leaves the entry of an attempt that came to nothing. */
  readonly auditRefused: (ctx: Context, entry: AuditEntry & { readonly outcome: 'denied' | 'failed' }) => Promise<void>
  /** How long an access token lives, by the settings of the company. */
  readonly tokenMinutes: (tx: Tx, tenantId: TenantId) => Awaitable<number>
  /** Keeps another sign-in of this person waiting until the unit ends, where units run at the same time. */
  readonly lockPerson?: (unit: Unit<Tx>, userId: UserId) => Awaitable<unknown>
  /** Told which sessions are over, before whoever ended them is answered. */
  readonly onEnded?: (sessionIds: readonly string[]) => void
}

/** Whose password is being tried. Without `userId` nobody's: the name is unknown. */
export type Account = {
  readonly tenantId: TenantId
  readonly username: string
  readonly userId?: UserId | undefined
  readonly isSuperAdmin?: boolean | undefined
}

/** How many attempts are allowed, from the settings of the company. */
export type LockOut = { readonly failures: number; readonly lockMinutes: number }

export type Person = { readonly userId: UserId; readonly displayName: string }

/** The part of a request that a sign-in looks at. */
export type SignInRequest = { readonly ctx: Context; readonly raw: FastifyRequest }

type Counter = { readonly ctx: Context; readonly counted: Counted; readonly limit: CounterLimit }

const NOBODY = '00000000-0000-0000-0000-000000000000'
const WINDOW_MS = 15 * 60_000
const MINUTE_MS = 60_000
const IP_FAILURES = 20
/** As long as browsers keep a cookie. */
const DEVICE_LIFE_MS = 400 * 24 * 3_600_000

/**
 * Where people sign in with a password: counts attempts, begins and continues sessions, hands out tokens and cookies.
 * Head office and stores have one each.
 */
export class SignInDesk<Tx extends SqlTx> {
  readonly #options: SignInDeskOptions<Tx>
  readonly #refreshTokens: RefreshTokens
  readonly #deviceNames: DeviceNames
  readonly #sessionCookie: NodeCookie
  readonly #deviceCookie: NodeCookie

  constructor(options: SignInDeskOptions<Tx>) {
    const { appContext, nodeKey } = options
    this.#options = options
    this.#refreshTokens = createRefreshTokens(nodeKey)
    this.#deviceNames = createDeviceNames(nodeKey)
    this.#sessionCookie = createNodeCookie(`${appContext}-${nodeKey.name}`)
    this.#deviceCookie = createNodeCookie(`device-${nodeKey.name}`)
  }

  /**
   * Tries a secret, unless too many were wrong. Failures are counted per account and device, and per address; all
   * devices on which the account has never signed in share one counter, so that a stranger locks out strangers only.
   * A super admin is never locked out of a device he knows.
   *
   * @param isRight does the costly comparison; what it throws is counted as nothing
   * @throws DomainError AUTH_LOCKED with the minutes, or `code` when the secret was wrong
   */
  async attempt(
    request: SignInRequest,
    account: Account,
    lockOut: LockOut,
    isRight: () => Promise<boolean>,
    code: 'AUTH_FAILED' | 'AUTH_TOTP_WRONG' = 'AUTH_FAILED',
  ): Promise<void> {
    const counters = await this.#countersOf(request, account, lockOut)
    const noted = { category: 'auth', action: code === 'AUTH_FAILED' ? 'auth.login' : 'auth.login-totp' } as const
    const ctx = { ...request.ctx, tenantId: account.tenantId, userId: account.userId }
    const refuseLocked = async () => {
      const refusal = await this.#lockOf(counters)
      if (refusal === undefined) return
      await this.#options.auditRefused(ctx, { ...noted, outcome: 'denied' })
      throw refusal
    }
    await refuseLocked()
    const right = await isRight()
    // Attempts that ran at the same time may have locked it meanwhile, and then this one comes too late.
    await refuseLocked()
    if (right) return
    for (const { ctx: place, counted, limit } of counters) {
      await this.#options.unitOfWork.write(place, 'auth.failed', (unit) => countFailure(unit, counted, limit))
    }
    await this.#options.auditRefused(ctx, { ...noted, outcome: 'failed' })
    throw new DomainError(code)
  }

  /**
   * Begins a session on this browser, whose name is kept for the next time.
   *
   * @param place `isNoted` when it is part of another act, which has left the entry
   */
  async begin(
    request: SignInRequest,
    person: Person & Account & { readonly userId: UserId },
    place: { readonly storeId?: StoreId | undefined; readonly lifeMs: number; readonly isNoted?: boolean },
    also?: (unit: Unit<Tx>, session: LiveSession) => Promise<object | void>,
  ): Promise<Answer<SignedIn>> {
    const { raw } = request
    const { unitOfWork, ids, appContext, audit, lockPerson, tokenMinutes } = this.#options
    const { storeId, lifeMs, isNoted = false } = place
    const deviceId: DeviceId = this.deviceOf(raw) ?? ids.next()
    const ctx = { ...request.ctx, tenantId: person.tenantId, storeId, userId: person.userId }
    const counted = await this.#counterOf(ctx, person, deviceId)
    const { session, ended, minutes, more } = await unitOfWork.write(ctx, 'auth.begin', async (unit) => {
      await lockPerson?.(unit, person.userId)
      // What strangers tried on other devices stays counted.
      if (counted.kind === 'user_device') await clearCounter(unit, counted)
      const begun = await beginSession(unit, ids, this.#refreshTokens, {
        userId: person.userId,
        appContext,
        storeId,
        deviceId,
        lifeMs,
        ip: raw.ip,
        userAgent: raw.headers['user-agent'] ?? '',
      })
      const made = await also?.(unit, begun.session)
      const entry = { category: 'auth', action: 'auth.login', entity: 'session', entityId: begun.session.id } as const
      if (!isNoted) await audit(unit, entry)
      return { ...begun, more: made, minutes: await tokenMinutes(unit.tx, ctx.tenantId) }
    })
    this.#options.onEnded?.(ended)
    return this.#answer(raw, session, minutes, person, more ?? {})
  }

  /**
   * Continues the session of the browser's cookie.
   *
   * @param personOf the person, when he may still sign in here
   * @param onReuse does more, when a token was used twice, than ending the session
   * @throws DomainError AUTH_SESSION_ENDED
   */
  async refresh(
    request: SignInRequest,
    personOf: (tx: Tx, session: LiveSession) => Awaitable<Person | undefined>,
    onReuse?: (unit: Unit<Tx>, userId: UserId) => Promise<void>,
  ): Promise<Answer<SignedIn>> {
    const { raw } = request
    const given = this.#refreshTokens.read(this.#sessionCookie.read(raw) ?? '')
    if (given === undefined) throw new DomainError('AUTH_REQUIRED')
    const ctx = { ...request.ctx, tenantId: given.tenantId }
    const { unitOfWork, tokenMinutes } = this.#options
    const { refreshed, person, minutes } = await unitOfWork.write(ctx, 'auth.refresh', async (unit) => {
      const outcome = await refreshSession(unit, this.#refreshTokens, given, this.deviceOf(raw))
      if (outcome.kind === 'reused') {
        const { sessionId, userId } = outcome
        await onReuse?.(unit, userId)
        await this.#options.audit(unit, {
          category: 'auth',
          action: 'auth.token-reused',
          outcome: 'denied',
          entity: 'session',
          entityId: sessionId,
          userId,
        })
      }
      if (outcome.kind !== 'live') return { refreshed: outcome, person: undefined, minutes: 0 }
      const found = await personOf(unit.tx, outcome.session)
      return { refreshed: outcome, person: found, minutes: await tokenMinutes(unit.tx, ctx.tenantId) }
    })
    if (refreshed.kind === 'reused') this.#options.onEnded?.([refreshed.sessionId])
    if (refreshed.kind !== 'live' || person === undefined) throw new DomainError('AUTH_SESSION_ENDED')
    return this.#answer(raw, refreshed.session, minutes, person, {})
  }

  /** An answer that makes the browser forget its session. The device keeps its name. */
  signedOut<Body>(raw: FastifyRequest, content: string): Answer<Body> {
    return { ...jsonAnswer<Body>(content), headers: { 'set-cookie': this.#sessionCookie.forget(raw) } }
  }

  /** The name of the browser, when this node gave it one. */
  deviceOf(raw: FastifyRequest): DeviceId | undefined {
    return this.#deviceNames.read(this.#deviceCookie.read(raw))
  }

  async #answer(
    raw: FastifyRequest,
    session: LiveSession,
    minutes: number,
    { userId, displayName }: Person,
    more: object,
  ): Promise<Answer<SignedIn>> {
    const { tokens, appContext, clock } = this.#options
    const { token, expiresAt, storeId, deviceId } = session
    const leftMs = expiresAt - clock.now()
    const issued = await tokens.issue(
      { userId, tenantId: token.tenantId, storeId: storeId ?? undefined, appContext, sessionId: session.id },
      Math.min(minutes * MINUTE_MS, leftMs),
    )
    const body: SignedIn = { ...issued, userId, displayName, appContext, ...more }
    return {
      ...jsonAnswer<SignedIn>(JSON.stringify(body)),
      headers: {
        'set-cookie': [
          this.#sessionCookie.keep(raw, this.#refreshTokens.write(token), leftMs),
          this.#deviceCookie.keep(raw, this.#deviceNames.write(deviceId), DEVICE_LIFE_MS),
        ],
      },
    }
  }

  async #countersOf({ ctx, raw }: SignInRequest, account: Account, lockOut: LockOut): Promise<readonly Counter[]> {
    const { tenantId, isSuperAdmin = false } = account
    const own = { ...ctx, tenantId }
    const counted = await this.#counterOf(own, account, this.deviceOf(raw))
    const lockMs = lockOut.lockMinutes * MINUTE_MS
    const limit = (failures: number): CounterLimit => ({ failures, windowMs: WINDOW_MS, lockMs })
    // Addresses belong to no company: at head office one counter stands for all of them.
    const ipCtx = this.#options.appContext === 'hq' ? { ...ctx, tenantId: NO_TENANT } : own
    const address: Counted = { kind: 'ip', subject: subjectOf(raw.ip) }
    const byAddress = { ctx: ipCtx, counted: address, limit: limit(IP_FAILURES) }
    const isExempt = isSuperAdmin && counted.kind === 'user_device'
    return isExempt ? [] : [{ ctx: own, counted, limit: limit(lockOut.failures) }, byAddress]
  }

  async #counterOf(ctx: Context, account: Account, deviceId: DeviceId | undefined): Promise<Counted> {
    const name = [ctx.tenantId, account.username.normalize('NFKC').toLowerCase()]
    // Asked for nobody and no device too, so that an unknown name takes as long.
    const { userId = NOBODY } = account
    const asked = deviceId ?? NOBODY
    const isKnown = await this.#options.unitOfWork.read(ctx, (tx) => isKnownDevice(tx, ctx.tenantId, userId, asked))
    if (isKnown && deviceId !== undefined) return { kind: 'user_device', subject: subjectOf(...name, deviceId) }
    return { kind: 'user_unknown', subject: subjectOf(...name) }
  }

  async #lockOf(counters: readonly Counter[]): Promise<DomainError | undefined> {
    const { unitOfWork, clock } = this.#options
    const now = clock.now()
    for (const { ctx, counted } of counters) {
      const until = await unitOfWork.read(ctx, (tx) => lockedUntil(tx, ctx.tenantId, counted, now))
      if (until !== undefined) return new DomainError('AUTH_LOCKED', { minutes: Math.ceil((until - now) / MINUTE_MS) })
    }
    return undefined
  }
}
