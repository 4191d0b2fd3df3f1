import { DomainError } from '@pos/core'

const UNIQUE_VIOLATION = '23505'

/**
 * Runs a write whose `code` must be free, and says so in words when it is not.
 *
 * @throws DomainError CODE_TAKEN instead of the engine's error
 */
export async function codeTaken<T>(code: string, write: () => T | Promise<T>): Promise<T> {
  try {
    return await write()
  } catch (error) {
    if (isUniqueViolation(error)) throw new DomainError('CODE_TAKEN', { code }, { cause: error })
    throw error
  }
}

function isUniqueViolation(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ('code' in cause && cause.code === UNIQUE_VIOLATION) return true
  }
  return false
}
