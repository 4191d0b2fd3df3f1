import { DomainError, type Context, type Ids, type Unit, type UnitOfWork } from '@pos/core'
import type { HqTx } from '@pos/db'
import { newRecoveryCodes, recoveryDigest, seal, stepOfCode, unseal, type NodeKey } from '@pos/server-kit'
import type { TenantId, UserId } from '@pos/shared-types'
import {
  findSecondFactor,
  putRecoveryCodes,
  putSecondFactor,
  useRecoveryCode,
  useStep,
} from './credential-repository.ts'

type Options = { readonly unitOfWork: UnitOfWork<HqTx>; readonly nodeKey: NodeKey; readonly ids: Ids }

const DIGITS = /^\d{6}$/

/** The codes of people's apps and their recovery codes. Secrets are kept under a key that is not in the database. */
export class SecondFactors {
  readonly #unitOfWork: UnitOfWork<HqTx>
  readonly #ids: Ids
  readonly #secretKey: Buffer
  readonly #recoveryKey: Buffer

  constructor({ unitOfWork, nodeKey, ids }: Options) {
    this.#unitOfWork = unitOfWork
    this.#ids = ids
    this.#secretKey = nodeKey.of('second factors')
    this.#recoveryKey = nodeKey.of('recovery codes')
  }

  /** Whether `code` is right, and uses it up: no code is good twice. */
  accept(ctx: Context, userId: UserId, code: string): Promise<boolean> {
    return this.#unitOfWork.write(ctx, 'mfa.accept', async (unit) => {
      if (!DIGITS.test(code.trim())) return useRecoveryCode(unit, userId, recoveryDigest(this.#recoveryKey, code))
      const factor = await findSecondFactor(unit.tx, unit.tenantId, userId)
      if (!factor) return false
      const secret = unseal(this.#secretKey, factor.secret, aboutOf(unit.tenantId, userId))
      if (secret === undefined) throw new Error('the second factor was sealed with another key than this node has')
      const step = stepOfCode(secret, code.trim(), unit.at)
      return step !== undefined && (await useStep(unit, factor.id, step))
    })
  }

  /**
   * Puts a secret in force with a code of it, and gives the recovery codes, which nobody sees again.
   *
   * @throws DomainError AUTH_TOTP_WRONG
   */
  async setUp(unit: Unit<HqTx>, userId: UserId, secret: string, code: string): Promise<readonly string[]> {
    const step = stepOfCode(secret, code.trim(), unit.at)
    if (step === undefined) throw new DomainError('AUTH_TOTP_WRONG')
    const sealed = seal(this.#secretKey, secret, aboutOf(unit.tenantId, userId))
    await putSecondFactor(unit, userId, this.#ids.next(), sealed, step)
    return this.renewRecoveryCodes(unit, userId)
  }

  async renewRecoveryCodes(unit: Unit<HqTx>, userId: UserId): Promise<readonly string[]> {
    const codes = newRecoveryCodes()
    await putRecoveryCodes(
      unit,
      userId,
      codes.map((code) => ({ id: this.#ids.next(), digest: recoveryDigest(this.#recoveryKey, code) })),
    )
    return codes
  }
}

const aboutOf = (tenantId: TenantId, userId: UserId) => `${tenantId} ${userId}`
