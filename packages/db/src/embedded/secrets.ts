import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { StartRefused } from '../start-refused.ts'

/** Passwords of the server's roles. They never leave the machine: the server listens on loopback only. */
export type Secrets = { readonly superuser: string; readonly owner: string; readonly app: string }

/**
 * Reads the passwords, or makes them for a new server.
 *
 * @throws StartRefused when there is a server whose passwords are gone
 */
export function loadSecrets(home: string, hasData: boolean): Secrets {
  const path = join(home, 'secrets.json')
  if (existsSync(path)) return JSON.parse(readFileSync(path, 'utf8')) as Secrets
  if (hasData) throw new StartRefused(`${path} is missing, without which its database cannot be opened: restore it.`)
  const secrets = { superuser: password(), owner: password(), app: password() }
  writeFileSync(path, JSON.stringify(secrets), { mode: 0o600 })
  return secrets
}

function password(): string {
  return randomBytes(24).toString('base64url')
}
