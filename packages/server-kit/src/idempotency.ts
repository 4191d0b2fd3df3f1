import { DomainError, type Awaitable, type Unit } from '@pos/core'
import { claimKey, keepAnswer, pruneKeys, type AnsweredKey, type HqTx, type KeyClaim, type StoreTx } from '@pos/db'
import type { Command, Hash, Instant, ResponseOf } from '@pos/shared-types'
import type { FastifyRequest } from 'fastify'
import { sha256 } from './adapters/sha256.ts'
import type { Caller } from './auth/caller.ts'
import type { CommandRequest } from './handle.ts'
import { jsonAnswer, type Answer } from './http/answer.ts'
import { after } from './is-promise.ts'

const KEPT_MS = 30 * 24 * 3_600_000
const STRANGERS = 'public'

/** A request as far as doing it once is concerned. */
type OnceRequest<C extends Command> = Pick<CommandRequest<C>, 'command' | 'serialise' | 'raw'> & {
  readonly caller: Caller
  readonly key: string | undefined
}

/**
 * Does `act` once per client and `Idempotency-Key`, inside the unit of the command. It claims the key before `act` and
 * stores the answer as the last act; a twin gets that answer, byte for byte; a refusal stores nothing. Without a key
 * it only acts.
 *
 * @throws DomainError IDEMPOTENCY_KEY_REUSED when the key came with another request before
 * @throws DomainError IDEMPOTENCY_IN_FLIGHT when a job of that key still runs
 * @example
 * unitOfWork.write(request.ctx, 'sales.complete', unit =>
 *   once(unit, request, () => rules.emit('sale:complete', unit, toInput(request), makeSale)))
 */
export function once<C extends Command>(
  unit: Unit<StoreTx> | Unit<HqTx>,
  request: OnceRequest<C>,
  act: () => Awaitable<ResponseOf<C>>,
): Awaitable<Answer<ResponseOf<C>>> {
  const { command, key, serialise } = request
  const status = command.status ?? 200
  if (key === undefined) return after(act(), (result) => jsonAnswer(serialise(result), status))

  const claim = claimOf(unit, request, key)
  return after(claimKey(unit.tx, claim), (used) => {
    if (used !== undefined) return storedAnswer(used, claim)
    return after(act(), (result) => {
      const response = Buffer.from(serialise(result))
      return after(keepAnswer(unit.tx, claim, { status, response }), () => jsonAnswer(response, status))
    })
  })
}

/** Forgets keys nobody will ask for again; gives how many. Call it now and then until it gives less than `limit`. */
export function pruneIdempotencyKeys(unit: Unit<StoreTx> | Unit<HqTx>, limit = 1_000): Awaitable<number> {
  return pruneKeys(unit.tx, unit.at, limit)
}

function claimOf(
  unit: Unit<StoreTx> | Unit<HqTx>,
  request: { readonly command: Command; readonly caller: Caller; readonly raw: FastifyRequest },
  key: string,
): KeyClaim {
  const expiresAt: Instant = unit.at + KEPT_MS
  return {
    tenantId: unit.tenantId,
    clientId: clientOf(request.caller),
    key,
    command: request.command.name,
    bodySha256: digestOf(request.raw),
    createdAt: unit.at,
    expiresAt,
  }
}

/** Over the address too: the same body sent to another sale is another request. */
function digestOf(raw: FastifyRequest): Hash {
  const address = Buffer.from(`${raw.method} ${raw.url}\n`)
  return sha256(raw.bodyBytes === undefined ? address : Buffer.concat([address, raw.bodyBytes]))
}

function clientOf(caller: Caller): string {
  switch (caller.kind) {
    case 'user':
      return caller.userId
    case 'peer':
      return caller.peerId
    case 'operator':
      return caller.operatorId
    case 'public':
      return STRANGERS
  }
}

function storedAnswer<Body>(used: AnsweredKey, claim: KeyClaim): Answer<Body> {
  if (used.bodySha256 !== claim.bodySha256) throw new DomainError('IDEMPOTENCY_KEY_REUSED')
  if (used.answer === undefined) throw new DomainError('IDEMPOTENCY_IN_FLIGHT')
  return { ...jsonAnswer<Body>(used.answer.response, used.answer.status), isReplay: true }
}
