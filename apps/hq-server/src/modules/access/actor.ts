import type { Unit } from '@pos/core'
import type { HqTx } from '@pos/db'
import { sql } from 'drizzle-orm'
import type { Actor } from './actions.ts'
import { listOwnPermissions } from './user-repository.ts'

/** Who acts in this unit with what he may do at head office; undefined for the installation itself. */
export async function readActor({ tx, tenantId, userId }: Unit<HqTx>): Promise<Actor | undefined> {
  if (userId === undefined) return undefined
  const [user] = await tx.query<{ isSuperAdmin: number }>(sql`
    select is_super_admin as "isSuperAdmin" from users where tenant_id = ${tenantId} and id = ${userId}`)
  const codes = new Set(await listOwnPermissions(tx, tenantId, userId))
  return { userId, isSuperAdmin: user?.isSuperAdmin === 1, codes }
}
