import { existsSync, statSync } from 'node:fs'
import type { Connection } from './connection.ts'

/** Checked at every start: takes some hundredths of a second at most. */
const ALWAYS_CHECKED_BYTES = 64 * 1024 * 1024

/**
 * Whether to look for damage before a file is used: when it is small, or when its write-ahead log is still there, which
 * a clean end removes. Years of sales would otherwise make every start slower. Ask before opening the file.
 */
export function isCheckDue(path: string): boolean {
  return sizeOf(`${path}-wal`) > 0 || sizeOf(path) <= ALWAYS_CHECKED_BYTES
}

function sizeOf(path: string): number {
  return existsSync(path) ? statSync(path).size : 0
}

/** What `quick_check` finds wrong with a file, as one line; undefined when it is sound. */
export function findDamage(connection: Connection): string | undefined {
  const verdict = String(connection.pragma('quick_check(1)', { simple: true }))
  return verdict === 'ok' ? undefined : verdict.replaceAll(/\s+/g, ' ')
}

/** Whether SQLite itself has said that a file is no sound database. */
export function isDamage(error: unknown): error is Error {
  if (!(error instanceof Error) || !('code' in error)) return false
  return error.code === 'SQLITE_NOTADB' || String(error.code).startsWith('SQLITE_CORRUPT')
}
