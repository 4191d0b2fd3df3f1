import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Linux counts processor time in hundredths of a second. */
const TICK_US = 10_000

/** Processor time of a running PostgreSQL so far, in microseconds, all its processes together; undefined off Linux. */
export function postgresCpuUs(hqFolder: string): number | undefined {
  if (process.platform !== 'linux') return undefined
  const [postmaster = ''] = readFileSync(join(hqFolder, 'postgres', 'data', 'postmaster.pid'), 'utf8').split('\n')
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  return pids.map((pid) => ticksOf(pid, postmaster)).reduce((sum, ticks) => sum + ticks, 0) * TICK_US
}

/** Of the postmaster itself, what its ended children took too. */
function ticksOf(pid: string, postmaster: string): number {
  const fields = statOf(pid)
  const sum = (from: number, to: number) => fields.slice(from, to).reduce((total, field) => total + Number(field), 0)
  if (pid === postmaster) return sum(11, 15)
  return fields[1] === postmaster ? sum(11, 13) : 0
}

function statOf(pid: string): string[] {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  } catch {
    return [] // it has ended meanwhile
  }
}
