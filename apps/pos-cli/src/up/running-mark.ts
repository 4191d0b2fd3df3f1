import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Refusal } from '../refusal.ts'
import type { ChainPlan } from './chain-plan.ts'
import { refuseUnwritable } from './unwritable.ts'

/** `program` is the script that the process runs, as its command line names it. */
type Mark = { readonly pid: number; readonly program: string; readonly ports: readonly number[] }

export const runningMarkName = 'running.json'

/**
 * Marks an opened data folder as in use until `release`. The mark of a process that is gone counts for nothing.
 *
 * @throws Refusal when another process runs on the same data
 */
export function holdRunningMark(plan: ChainPlan): { release(): void } {
  const file = join(plan.folder, runningMarkName)
  const mark: Mark = {
    pid: process.pid,
    program: process.argv[1] ?? '',
    ports: plan.servers.map((server) => server.port),
  }
  while (!refuseUnwritable(plan.folder, () => tryWrite(file, mark))) {
    refuseWhileRunning(plan.folder)
    rmSync(file, { force: true })
  }
  return { release: () => rmSync(file, { force: true }) }
}

/** @throws Refusal when a process runs on the data of this folder */
export function refuseWhileRunning(folder: string): void {
  const holder = readMark(join(folder, runningMarkName))
  if (holder === undefined || !isRunning(holder)) return
  throw new Refusal(
    `${folder} is already running (process ${holder.pid}, port ${holder.ports.join(', ')}): ` +
      'stop it with Ctrl-C there, or use its address.',
  )
}

function tryWrite(file: string, mark: Mark): boolean {
  try {
    writeFileSync(file, JSON.stringify(mark), { flag: 'wx' })
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}

function readMark(file: string): Mark | undefined {
  try {
    const mark: Mark = JSON.parse(readFileSync(file, 'utf8'))
    return mark
  } catch {
    return undefined // gone meanwhile, or cut off by a crash: either way it names nobody
  }
}

function isRunning(mark: Mark): boolean {
  try {
    process.kill(mark.pid, 0)
  } catch {
    return false
  }
  return !isKnownToBeAnother(mark)
}

// After a crash the number may belong to another program.
function isKnownToBeAnother(mark: Mark): boolean {
  if (process.platform !== 'linux') return false
  try {
    return !readFileSync(`/proc/${mark.pid}/cmdline`, 'utf8').includes(mark.program)
  } catch {
    return false
  }
}
