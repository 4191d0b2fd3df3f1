import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { DomainError, type Clock, type Context, type UnitOfWork } from '@pos/core'
import type { HqTx } from '@pos/db'
import { NO_TENANT } from '@pos/server-kit'
import type { Instant } from '@pos/shared-types'
import { sql } from 'drizzle-orm'

const LIFE_MS = 60 * 60_000

/**
 * The one-time token with which a new installation gets its first company. It lives in this process only: it is printed
 * once, ends after an hour, and a restart makes another while there is still no company.
 */
export class FirstRun {
  readonly #unitOfWork: UnitOfWork<HqTx>
  readonly #clock: Clock
  #expected: { readonly digest: Buffer; readonly expiresAt: Instant } | undefined

  constructor(unitOfWork: UnitOfWork<HqTx>, clock: Clock) {
    this.#unitOfWork = unitOfWork
    this.#clock = clock
  }

  /** The token to print; undefined when a company is set up already. */
  async open(): Promise<string | undefined> {
    if (await this.#hasTenants()) return undefined
    const token = randomBytes(32).toString('base64url')
    this.#expected = { digest: digestOf(token), expiresAt: this.#clock.now() + LIFE_MS }
    return token
  }

  async isOpen(): Promise<boolean> {
    return this.#isTokenAlive() && !(await this.#hasTenants())
  }

  /** @throws DomainError FIRST_RUN_TOKEN_INVALID for a token that is wrong, used or too old */
  check(token: string): void {
    const isRight = this.#isTokenAlive() && timingSafeEqual(this.#expected?.digest ?? Buffer.alloc(32), digestOf(token))
    if (!isRight) throw new DomainError('FIRST_RUN_TOKEN_INVALID')
  }

  /** Held by the unit that sets up the company: there is one first. */
  async refuseLater(tx: HqTx): Promise<void> {
    await tx.query(sql`select pg_advisory_xact_lock(hashtext('first run'))`)
    if (await hasTenants(tx)) throw new DomainError('FIRST_RUN_TOKEN_INVALID')
  }

  close(): void {
    this.#expected = undefined
  }

  #isTokenAlive(): boolean {
    return this.#expected !== undefined && this.#expected.expiresAt > this.#clock.now()
  }

  #hasTenants(): Promise<boolean> {
    const ctx: Context = {
      tenantId: NO_TENANT,
      appContext: 'system',
      correlationId: 'first-run',
      at: this.#clock.now(),
    }
    return this.#unitOfWork.read(ctx, hasTenants)
  }
}

async function hasTenants(tx: HqTx): Promise<boolean> {
  const [row] = await tx.query<{ isThere: number }>(sql`select has_tenants() as "isThere"`)
  return row?.isThere === 1
}

const digestOf = (text: string) => createHash('sha256').update(text).digest()
