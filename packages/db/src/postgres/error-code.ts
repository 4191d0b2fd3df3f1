import { DomainError } from '@pos/core'

/** Deadlock, lock timeout, serialisation failure: the same unit may well succeed a moment later. */
const TRANSIENT = new Set(['40P01', '55P03', '40001'])

/**
 * Whether to run the unit again. The query builder wraps the driver's error, so the cause counts; a refusal that a
 * rule has made out of it does not.
 */
export function isTransient(error: unknown): boolean {
  if (!(error instanceof Error) || error instanceof DomainError) return false
  if ('code' in error && typeof error.code === 'string' && TRANSIENT.has(error.code)) return true
  return isTransient(error.cause)
}
