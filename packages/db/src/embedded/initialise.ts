import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { StartRefused } from '../start-refused.ts'
import { POSTGRES_MAJOR } from './binaries.ts'
import type { Host } from './host.ts'

/**
 * Refuses a data folder of another major version, whose files this server cannot read.
 *
 * @throws StartRefused
 */
export function assertSameMajor(data: string): void {
  const path = join(data, 'PG_VERSION')
  if (!existsSync(path)) return
  const found = readFileSync(path, 'utf8').trim()
  if (found === POSTGRES_MAJOR) return
  throw new StartRefused(
    `${data} belongs to PostgreSQL ${found} and this program brings ${POSTGRES_MAJOR}: dump it there and restore it here.`,
  )
}

/**
 * Makes the data folder. It gets its name only when it is complete, so an interrupted start leaves nothing half made.
 * Text sorts and compares by code point, the same on every machine.
 */
export async function initialise(host: Host, data: string, password: string, isDurable: boolean): Promise<void> {
  const unfinished = `${data}.unfinished`
  const passwordFile = `${data}.password`
  rmSync(unfinished, { recursive: true, force: true })
  mkdirSync(unfinished, { mode: 0o700 })
  host.own(unfinished)
  writeFileSync(passwordFile, password, { mode: 0o600 })
  host.own(passwordFile)
  try {
    await runInitdb(host, [
      `--pgdata=${unfinished}`,
      '--username=postgres',
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--data-checksums',
      ...(isDurable ? [] : ['--no-sync']),
    ])
    renameSync(unfinished, data)
  } finally {
    rmSync(passwordFile, { force: true })
  }
}

async function runInitdb(host: Host, args: readonly string[]): Promise<void> {
  const child = host.run('initdb', args, ['ignore', 'ignore', 'pipe'])
  const complaint = child.stderr === null ? Promise.resolve('') : text(child.stderr)
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`initdb failed: ${(await complaint).trim()}`)
}
