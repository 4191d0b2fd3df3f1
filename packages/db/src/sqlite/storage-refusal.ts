import { DomainError } from '@pos/core'
import type { ErrorCode } from '@pos/shared-types'

const REFUSALS: readonly (readonly [pattern: RegExp, code: ErrorCode])[] = [
  [/^SQLITE_FULL/, 'STORAGE_FULL'],
  [/^SQLITE_(READONLY|CANTOPEN|PERM)/, 'STORAGE_READ_ONLY'],
  [/^SQLITE_(CORRUPT|NOTADB)/, 'STORAGE_DAMAGED'],
  [/^SQLITE_IOERR/, 'STORAGE_FAILED'],
]

/** What the disk did not let a unit do, as a refusal that says so; any other error stays what it is. */
export function storageRefusal(error: unknown): unknown {
  const code = refusalCode(error)
  return code === undefined ? error : new DomainError(code, {}, { cause: error })
}

function refusalCode(error: unknown): ErrorCode | undefined {
  if (!(error instanceof Error) || error instanceof DomainError) return undefined
  const own = 'code' in error ? String(error.code) : ''
  return REFUSALS.find(([pattern]) => pattern.test(own))?.[1] ?? refusalCode(error.cause)
}
