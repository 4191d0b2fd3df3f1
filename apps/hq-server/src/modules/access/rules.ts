import { DomainError, type Ids, type Unit } from '@pos/core'
import type { HqTx } from '@pos/db'
import { endUserSessions, revokeEverywhere } from '@pos/server-kit'
import type { StoreId, UserId } from '@pos/shared-types'
import { sql } from 'drizzle-orm'
import type { HqRules } from '../../needs.ts'
import { readActor } from './actor.ts'

type Standing = {
  readonly id: UserId
  readonly isSuperAdmin: boolean
  readonly roles: readonly { readonly storeId: StoreId | null }[]
}

/** Registers what holds around people and roles, whoever may try. */
export function accessRules({ rules, ids }: { readonly rules: HqRules; readonly ids: Ids }): void {
  rules.before('user:save', 'users.not-last-super-admin', async (unit, { before, isActive, isSuperAdmin }) => {
    const isLost = before !== undefined && before.isSuperAdmin && before.isActive && !(isActive && isSuperAdmin)
    if (isLost && !(await hasOtherSuperAdmin(unit, before.id))) throw new DomainError('USER_LAST_SUPER_ADMIN')
  })

  rules.before('user:save', 'users.super-admin-by-super-admin', async (unit, { before, isSuperAdmin }) => {
    const isAbove = isSuperAdmin || before?.isSuperAdmin === true
    if (!isAbove) return
    const actor = await readActor(unit)
    if (actor && !actor.isSuperAdmin) throw new DomainError('PERMISSION_DENIED', { permission: 'super_admin' })
  })

  rules.after('user:save', 'users.disabled-is-out', async (unit, { before, isActive }, { id }) => {
    if (before?.isActive && !isActive) await revokeEverywhere(unit, ids, { userId: id }, 'user_disabled')
  })

  rules.after(
    'user:save',
    'users.demoted-super-admin-is-out',
    (unit, { before }, now) => before && endSessionsOfDemoted(unit, before, now),
  )

  rules.after('user:revoke-role', 'users.without-role-is-out', (unit, { user }, now) =>
    endSessionsOfDemoted(unit, user, now),
  )

  rules.before('user:assign-role', 'users.scope-matches-store', (_, { role, storeId }) => {
    if ((role.scope === 'hq') === (storeId !== undefined)) {
      throw new DomainError('ROLE_SCOPE_MISMATCH', { scope: role.scope === 'hq' ? 'no_store' : 'a_store' })
    }
  })

  rules.before('user:assign-role', 'users.no-self-elevation', async (unit, { user, role }) => {
    const actor = await readActor(unit)
    if (!actor || actor.isSuperAdmin) return
    if (actor.userId === user.id) throw new DomainError('USER_SELF_ELEVATION')
    // Rights of head office are handed on by who has them; those of a store by whoever manages people.
    const missing = role.scope === 'hq' && role.permissions.find((code) => !actor.codes.has(code))
    if (missing) throw new DomainError('PERMISSION_DENIED', { permission: missing })
  })

  rules.before(['role:save', 'role:delete'], 'roles.builtin-stays', (_, input) => {
    const role = 'before' in input ? input.before : input
    if (role?.isBuiltin) throw new DomainError('ROLE_BUILTIN')
  })

  rules.before('role:save', 'roles.scope-stays', (_, { before, scope, permissions }) => {
    const stranger = permissions.find((code) => !code.startsWith(`${scope}:`))
    if (stranger !== undefined || (before && before.scope !== scope)) {
      throw new DomainError('ROLE_SCOPE_MISMATCH', { scope: before?.scope ?? scope })
    }
  })

  rules.before('role:save', 'roles.no-self-elevation', async (unit, { before, scope, permissions }) => {
    const actor = await readActor(unit)
    if (!actor || actor.isSuperAdmin) return
    const added = permissions.filter((code) => !before?.permissions.includes(code))
    const missing = scope === 'hq' && added.find((code) => !actor.codes.has(code))
    if (missing) throw new DomainError('PERMISSION_DENIED', { permission: missing })
    if (before && added.length > 0 && (await holds(unit, actor.userId, before.id))) {
      throw new DomainError('USER_SELF_ELEVATION')
    }
  })

  rules.before('role:delete', 'roles.held-by-nobody', (_, { holders }) => {
    if (holders > 0) throw new DomainError('IN_USE', { what: 'holders' })
  })
}

/** Who held something at head office and holds nothing there any more is out at once; stores see it with their next pull. */
async function endSessionsOfDemoted(unit: Unit<HqTx>, before: Standing, now: Standing): Promise<void> {
  if (hasPlace(before) && !hasPlace(now)) await endUserSessions(unit, now.id, 'role_lost')
}

const hasPlace = ({ isSuperAdmin, roles }: Standing) => isSuperAdmin || roles.some(({ storeId }) => storeId === null)

/** Locks the super admins, so that two of them cannot demote each other at the same moment. */
async function hasOtherSuperAdmin({ tx, tenantId }: Unit<HqTx>, id: string): Promise<boolean> {
  const active = await tx.query<{ id: string }>(sql`
    select id from users where tenant_id = ${tenantId} and is_super_admin and is_active and deleted_at is null
    order by id for update`)
  return active.some((user) => user.id !== id)
}

async function holds({ tx, tenantId }: Unit<HqTx>, userId: string, roleId: string): Promise<boolean> {
  const held = await tx.query(sql`
    select 1 as held from user_roles
    where tenant_id = ${tenantId} and user_id = ${userId} and role_id = ${roleId} and revoked_at is null`)
  return held.length > 0
}
