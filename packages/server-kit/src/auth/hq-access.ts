import type { Clock, Context, UnitOfWork } from '@pos/core'
import type { HqTx } from '@pos/db'
import type { Instant, PermissionCode } from '@pos/shared-types'
import { sql } from 'drizzle-orm'
import { isUsable, type AccessReader } from './access-reader.ts'
import type { UserCaller } from './caller.ts'

type Right = { readonly isSuperAdmin: number; readonly code: PermissionCode | null }

/**
 * Rights at head office: from roles that belong to no single store, in the caller's tenant, while his session lasts. One
 * statement reads all three.
 */
export function hqAccess(unitOfWork: Pick<UnitOfWork<HqTx>, 'read'>, clock: Clock): AccessReader {
  const rightsOf = (caller: UserCaller, codes: readonly PermissionCode[]) => {
    const ctx = contextOf(caller, clock)
    return unitOfWork.read(ctx, (tx) => tx.query<Right>(rightsQuery(tx, caller, codes, ctx.at)))
  }

  const held = async (caller: UserCaller, codes: readonly PermissionCode[]) => {
    const usable = codes.filter((code) => isUsable(caller, code))
    const rights = usable.length === 0 ? [] : await rightsOf(caller, usable)
    if (rights.some((right) => right.isSuperAdmin === 1)) return usable
    return usable.filter((code) => rights.some((right) => right.code === code))
  }

  return {
    isActive: async (caller) => (await rightsOf(caller, [])).length > 0,
    mayAny: async (caller, codes) => (await held(caller, codes)).length > 0,
    missing: async (caller, codes) => {
      const has = await held(caller, codes)
      return codes.filter((code) => !has.includes(code))
    },
  }
}

/** One row per right, at least one for an active user with a session, none for nobody. */
function rightsQuery(
  tx: HqTx,
  { tenantId, userId, sessionId }: UserCaller,
  codes: readonly PermissionCode[],
  at: Instant,
) {
  return sql`
    select u.is_super_admin as "isSuperAdmin", p.permission_code as code
    from users u
    left join (
      user_roles ur
      join roles r on r.tenant_id = ur.tenant_id and r.id = ur.role_id and r.deleted_at is null
      join role_permissions p on p.tenant_id = ur.tenant_id and p.role_id = ur.role_id
    ) on ur.tenant_id = u.tenant_id and ur.user_id = u.id and ur.scope = 'hq' and ur.revoked_at is null
      and p.permission_code = any(${sql.param([...codes])})
    where u.tenant_id = ${tenantId} and u.id = ${userId} and u.is_active and u.deleted_at is null
      and exists (
        select 1 from sessions s
        where s.tenant_id = u.tenant_id and s.id = ${sessionId ?? null}::uuid and s.user_id = u.id
          and s.revoked_at is null and s.expires_at > ${tx.fragments.instant(at)})`
}

function contextOf(caller: UserCaller, clock: Clock): Context {
  const { tenantId, userId, appContext } = caller
  return { tenantId, userId, appContext, correlationId: 'rights', at: clock.now() }
}
