import pg from 'pg'
import { quoted } from '../quoted.ts'
import { StartRefused } from '../start-refused.ts'

const INSUFFICIENT_PRIVILEGE = '42501'

/** The role that the grants in the migrations name. */
export const APP_ROLE = 'pos_app'

/**
 * Creates the app role of `appUrl` when the server does not have it: no superuser, bound by row-level security, owner
 * of nothing.
 *
 * @throws StartRefused when it is missing and the owner may not create it, or `appUrl` names another role
 */
export async function ensureAppRole(ownerUrl: string, appUrl: string): Promise<void> {
  const { username, password } = new URL(appUrl)
  if (username !== APP_ROLE) {
    throw new StartRefused(`The app connection must use the role ${APP_ROLE}, not ${username}: correct its URL.`)
  }
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    const known = await client.query('select 1 from pg_roles where rolname = $1', [APP_ROLE])
    if (known.rowCount !== 0) return
    const secret = client.escapeLiteral(decodeURIComponent(password))
    await client.query(`create role ${quoted(APP_ROLE)} login nosuperuser nobypassrls password ${secret}`)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === INSUFFICIENT_PRIVILEGE) {
      throw new StartRefused(`The role ${APP_ROLE} is missing: create it (LOGIN NOSUPERUSER NOBYPASSRLS).`, {
        cause: error,
      })
    }
    throw error
  } finally {
    await client.end()
  }
}
