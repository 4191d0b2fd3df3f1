import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { removeEmbeddedPostgres } from '@pos/db'

const PREFIX = 'pos-test-run-'

/** Makes the folder in which the databases of one test run live, named after the process that answers for it. */
export function makeRunFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`))
  mkdirSync(clusterFolder(folder), { mode: 0o700 })
  writeFileSync(join(folder, 'README'), 'Databases of a test run; safe to remove when no test runs.\n')
  return folder
}

export function clusterFolder(runFolder: string): string {
  return join(runFolder, 'cluster')
}

/** Stops the run's server, if a test has started it, and removes everything. */
export async function removeRunFolder(folder: string): Promise<void> {
  await removeEmbeddedPostgres(clusterFolder(folder))
  rmSync(folder, { recursive: true, force: true })
}

/** Removes what runs that were killed have left, their servers included. */
export async function removeAbandonedRuns(): Promise<void> {
  for (const name of readdirSync(tmpdir())) {
    const pid = name.startsWith(PREFIX) ? Number.parseInt(name.slice(PREFIX.length), 10) : Number.NaN
    if (!Number.isNaN(pid) && !isAlive(pid)) await removeRunFolder(join(tmpdir(), name))
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
