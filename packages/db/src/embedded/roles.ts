import pg from 'pg'
import { APP_ROLE } from '../postgres/app-role.ts'
import { quoted } from '../quoted.ts'
import type { Secrets } from './secrets.ts'

export const OWNER_ROLE = 'pos_owner'
export const DATABASE = 'pos'

/** Creates what is missing of the two roles and the database. The owner may migrate, the app role may only work. */
export async function ensureRolesAndDatabase(superuserUrl: string, secrets: Secrets): Promise<void> {
  const server = new pg.Client({ connectionString: superuserUrl })
  await server.connect()
  try {
    const roles = await server.query<{ rolname: string }>('select rolname from pg_roles')
    const known = new Set(roles.rows.map((row) => row.rolname))
    for (const [role, password] of [
      [OWNER_ROLE, secrets.owner],
      [APP_ROLE, secrets.app],
    ] as const) {
      if (known.has(role)) continue
      await server.query(
        `create role ${quoted(role)} login nosuperuser nobypassrls password ${server.escapeLiteral(password)}`,
      )
    }
    // In a new database the `public` schema belongs to `pg_database_owner`, and so to whoever owns the database.
    const databases = await server.query('select 1 from pg_database where datname = $1', [DATABASE])
    if (databases.rowCount === 0) await server.query(`create database ${DATABASE} owner ${OWNER_ROLE}`)
  } finally {
    await server.end()
  }
}

export function urlFor(role: string, password: string, port: number, database: string): string {
  return `postgres://${role}:${password}@127.0.0.1:${port}/${database}`
}
