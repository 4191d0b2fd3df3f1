import { execFile } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/**
 * Installs an authority as somebody at a till does: into the certificates of the person whose home this is, where
 * Chromium looks on Linux.
 *
 * @throws Error that says how to get `certutil` when the machine has none
 */
export async function trustAuthority(home: string, pem: string): Promise<void> {
  const database = join(home, '.pki', 'nssdb')
  await mkdir(database, { recursive: true })
  const file = join(home, 'authority.crt')
  await writeFile(file, pem)
  const certutil = (...args: string[]) =>
    run('certutil', ['-d', `sql:${database}`, ...args]).catch((error: unknown) => {
      const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
      throw isMissing
        ? new Error(
            'certutil was not found, so nothing shows that a browser trusts the store: apt-get install libnss3-tools',
          )
        : error
    })
  await certutil('-N', '--empty-password')
  await certutil('-A', '-n', 'store', '-t', 'C,,', '-i', file)
}
