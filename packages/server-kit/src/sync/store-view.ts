import type { Context } from '@pos/core'
import { sql, type SQL } from 'drizzle-orm'
import type { ReplicatedTable } from './aggregates.ts'
import { uuidLiteral } from './hq-rows.ts'
import { storeOf } from './ingest-rows.ts'

type Told = (ctx: Context) => SQL

/**
 * Which rows `c` of a document with the root `r` the caller's store is told, where that is not all of them. A store
 * checks the passwords of those who may sign in there; second factors and recovery codes are head office's alone.
 */
const STORE_VIEW: { readonly [Table in ReplicatedTable]?: Told } = {
  userCredentials: (ctx) => sql`c.kind = 'password' and c.disabled_at is null
    and r.is_active and r.deleted_at is null
    and (r.is_super_admin or exists (
      select 1 from user_roles held
      where held.tenant_id = r.tenant_id and held.user_id = r.id and held.revoked_at is null
        and held.store_id = ${uuidLiteral(storeOf(ctx))}))`,
}

/** The condition on the rows `c` of a child table; it takes no parameters. */
export function toldToStore(ctx: Context, table: ReplicatedTable): SQL {
  return STORE_VIEW[table]?.(ctx) ?? sql`true`
}
