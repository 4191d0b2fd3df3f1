import type { Pool } from 'pg'
import { StartRefused } from '../start-refused.ts'

type Findings = {
  role: string
  is_super: boolean
  bypasses: boolean
  owned: string | null
  unguarded: string | null
}

/** Everything that would let this role past row-level security. An owner may switch it off; so may a member of one. */
const FINDINGS = `select current_user as role, r.rolsuper as is_super, r.rolbypassrls as bypasses,
  (select min(c.relname) from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind in ('r', 'p', 'v', 'm', 'f', 'S')
      and pg_has_role(current_user, c.relowner, 'member')) as owned,
  (select min(c.relname) from pg_class c join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
    where n.nspname = 'public' and c.relkind in ('r', 'p')
      and not (c.relrowsecurity and c.relforcerowsecurity)) as unguarded
  from pg_roles r where r.rolname = current_user`

/**
 * Checks that row-level security binds the role this program works as.
 *
 * @throws StartRefused when the role is a superuser, may bypass or owns anything, or a tenant's table is not guarded
 */
export async function assertRoleIsBound(pool: Pool): Promise<void> {
  const { rows } = await pool.query<Findings>(FINDINGS)
  const found = rows[0]
  if (found === undefined) throw new StartRefused('The database does not know the role of DATABASE_APP_URL.')
  const reason = reasonAgainst(found)
  if (reason !== undefined) {
    throw new StartRefused(`Head office does not start because ${reason}, so tenants would not be kept apart.`)
  }
}

function reasonAgainst({ role, is_super, bypasses, owned, unguarded }: Findings): string | undefined {
  if (is_super) return `the role ${role} is a superuser`
  if (bypasses) return `the role ${role} may bypass row-level security`
  if (owned !== null) return `the role ${role} owns ${owned}`
  if (unguarded !== null) return `the table ${unguarded} has a tenant but no forced row-level security`
  return undefined
}
