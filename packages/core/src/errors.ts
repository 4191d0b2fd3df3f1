import { ERROR_STATUS, type ErrorCode } from '@pos/shared-types'

export type ErrorParams = Readonly<Record<string, string | number>>

/** An expected refusal: rolled back, shown to the user in his language by its code. */
export class DomainError extends Error {
  override readonly name = 'DomainError'
  readonly code: ErrorCode
  readonly status: number
  readonly params: ErrorParams

  constructor(code: ErrorCode, params: ErrorParams = {}, options?: ErrorOptions) {
    super(code, options)
    this.code = code
    this.status = ERROR_STATUS[code]
    this.params = params
  }
}

/** A bug: answered with 500 and logged with its context. */
export class InvariantError extends Error {
  override readonly name = 'InvariantError'
}

/**
 * States what must be true here whatever a user did.
 *
 * @throws InvariantError when it is not
 */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new InvariantError(message)
}
