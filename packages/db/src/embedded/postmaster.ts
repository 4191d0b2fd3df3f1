import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const POLL_MS = 10
const STOP_LIMIT_MS = 30_000

/** What a running server says of itself in `postmaster.pid`. */
export type Postmaster = { readonly pid: number; readonly port: number; readonly isReady: boolean }

/** The server that works on this data folder, if one does. */
export function findPostmaster(data: string): Postmaster | undefined {
  const path = lockFile(data)
  if (!existsSync(path)) return undefined
  const lines = readFileSync(path, 'utf8').split('\n')
  const pid = Number(lines[0])
  if (!Number.isInteger(pid) || pid <= 0 || !isServerOf(pid, data)) return undefined
  return { pid, port: Number(lines[3]), isReady: lines[7]?.trim() === 'ready' }
}

/**
 * Removes what a server that is gone has left of itself: PostgreSQL would take another process that has its number now
 * for a running server. Never while one starts: a server that misses the file shuts down.
 */
export function clearStaleLock(data: string): void {
  if (findPostmaster(data) === undefined) rmSync(lockFile(data), { force: true })
}

function lockFile(data: string): string {
  return join(data, 'postmaster.pid')
}

/** Fast shutdown: sessions end, nothing is lost. Resolves when the process is gone. */
export async function stopPostmaster(pid: number): Promise<void> {
  signal(pid, 'SIGINT')
  for (let waited = 0; isAlive(pid); waited += POLL_MS) {
    // Immediate shutdown is a crash as far as the data is concerned: safe, but the next start replays the log.
    if (waited === STOP_LIMIT_MS) signal(pid, 'SIGQUIT')
    await sleep(POLL_MS)
  }
}

/** Waits until the server accepts connections; false when `isGone` before it does. */
export async function waitUntilReady(data: string, isGone: () => boolean): Promise<boolean> {
  while (!isGone()) {
    if (findPostmaster(data)?.isReady) return true
    await sleep(POLL_MS)
  }
  return false
}

function isAlive(pid: number): boolean {
  return signal(pid, 0)
}

function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, name)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EPERM') return true
    return false
  }
}

/** Process numbers are used again: after a crash the number may belong to anything. */
function isServerOf(pid: number, data: string): boolean {
  if (!isAlive(pid)) return false
  const commandLine = `/proc/${pid}/cmdline`
  return (
    !existsSync('/proc/self/cmdline') || (existsSync(commandLine) && readFileSync(commandLine, 'utf8').includes(data))
  )
}
