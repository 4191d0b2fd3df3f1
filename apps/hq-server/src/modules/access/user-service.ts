import { DomainError, type Ids, type Unit } from '@pos/core'
import type { HqTx } from '@pos/db'
import { recordAudit } from '@pos/server-kit'
import type { assignRole as assignCommand, BodyOf, createUser as createCommand, UserId } from '@pos/shared-types'
import { sql } from 'drizzle-orm'
import { newRef } from '../../ref-columns.ts'
import { codeTaken } from '../../unique-violation.ts'
import { findUser, type UserView } from './user-repository.ts'

type NewUser = Omit<BodyOf<typeof createCommand>, 'password'> & { readonly passwordHash: string | undefined }
type Assignment = BodyOf<typeof assignCommand>

/** Adds a user; without a password he can only be given a PIN at a store. */
export async function createUser(unit: Unit<HqTx>, ids: Ids, input: NewUser): Promise<UserView> {
  const id = ids.next()
  await codeTaken(input.username, () =>
    unit.tx.insert('users', [
      {
        ...newRef(unit),
        id,
        username: input.username,
        displayName: input.displayName,
        locale: input.locale,
        isSuperAdmin: false,
        isActive: true,
        permissionVersion: 1,
      },
    ]),
  )
  if (input.passwordHash !== undefined) {
    await unit.tx.insert('userCredentials', [
      {
        id: ids.next(),
        tenantId: unit.tenantId,
        createdAt: unit.at,
        userId: id,
        kind: 'password',
        secret: input.passwordHash,
      },
    ])
  }
  unit.tx.touch('user', id)
  const { username, displayName, locale } = input
  await recordAudit(unit, {
    category: 'permission',
    action: 'users.create',
    entityId: id,
    after: { username, displayName, locale, hasPassword: input.passwordHash !== undefined },
  })
  return userOrRefuse(unit, id)
}

/** Gives a role. A role of head office has no store, any other has exactly one. */
export async function assignRole(unit: Unit<HqTx>, ids: Ids, userId: UserId, input: Assignment): Promise<UserView> {
  await userOrRefuse(unit, userId)
  const [role] = await unit.tx.query<{ id: string; scope: 'hq' | 'store' | 'pos' }>(sql`
    select id, scope from roles where tenant_id = ${unit.tenantId} and code = ${input.roleCode} and deleted_at is null`)
  if (!role) throw new DomainError('NOT_FOUND')
  if ((role.scope === 'hq') === (input.storeId !== undefined)) {
    throw new DomainError('ROLE_SCOPE_MISMATCH', { scope: role.scope === 'hq' ? 'no store' : 'a store' })
  }
  const row = { id: ids.next(), tenantId: unit.tenantId, userId, roleId: role.id, scope: role.scope }
  await codeTaken(input.roleCode, () =>
    unit.tx.insert('userRoles', [
      { ...row, storeId: input.storeId ?? null, grantedAt: unit.at, grantedById: unit.userId ?? userId },
    ]),
  )
  unit.tx.touch('user', userId)
  await recordAudit(unit, {
    category: 'permission',
    action: 'users.assign-role',
    entityId: userId,
    after: { assignmentId: row.id, role: input.roleCode, storeId: input.storeId ?? null },
  })
  return userOrRefuse(unit, userId)
}

/** Takes a role. The row stays as history. */
export async function revokeRole(unit: Unit<HqTx>, userId: UserId, assignmentId: string): Promise<UserView> {
  const [revoked] = await unit.tx.query<{ role: string; storeId: string | null }>(sql`
    update user_roles u set revoked_at = ${unit.tx.fragments.instant(unit.at)}, revoked_by_id = ${unit.userId ?? null}
    where tenant_id = ${unit.tenantId} and user_id = ${userId} and id = ${assignmentId} and revoked_at is null
    returning store_id as "storeId", (select code from roles r where r.tenant_id = u.tenant_id and r.id = u.role_id) as role`)
  if (!revoked) throw new DomainError('NOT_FOUND')
  unit.tx.touch('user', userId)
  await recordAudit(unit, {
    category: 'permission',
    action: 'users.revoke-role',
    entityId: userId,
    before: { assignmentId, ...revoked },
  })
  return userOrRefuse(unit, userId)
}

async function userOrRefuse(unit: Unit<HqTx>, id: UserId): Promise<UserView> {
  const user = await findUser(unit.tx, unit.tenantId, id)
  if (!user) throw new DomainError('NOT_FOUND')
  return user
}
