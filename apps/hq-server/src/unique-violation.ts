import { DomainError } from '@pos/core'

const UNIQUE_VIOLATION = '23505'

/**
 * Runs a write whose `code` must be free, and says so in words when it is not.
 *
 * @throws DomainError CODE_TAKEN instead of the engine's error
 */
export function codeTaken<T>(code: string, write: () => T | Promise<T>): Promise<T> {
  return onceOnly(write, (cause) => new DomainError('CODE_TAKEN', { code }, { cause }))
}

/** Runs a write that a second transaction may have made at the same time; then throws `refusal`. */
export async function onceOnly<T>(write: () => T | Promise<T>, refusal: (cause: unknown) => DomainError): Promise<T> {
  try {
    return await write()
  } catch (error) {
    if (engineCode(error) === UNIQUE_VIOLATION) throw refusal(error)
    throw error
  }
}

/** The engine's code of an error: the query builder wraps the driver's. */
export function engineCode(error: unknown): string | undefined {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ('code' in cause && typeof cause.code === 'string' && /^[0-9A-Z]{5}$/.test(cause.code)) return cause.code
  }
  return undefined
}
