import { DomainError, type Ids, type Unit } from '@pos/core'
import type { HqTx } from '@pos/db'
import type {
  assignRole as assignCommand,
  BodyOf,
  createUser as createCommand,
  updateUser as updateCommand,
  UserId,
  UserView,
} from '@pos/shared-types'
import { sql } from 'drizzle-orm'
import { newRef } from '../../ref-columns.ts'
import { codeTaken } from '../../unique-violation.ts'
import type { RoleGrant } from './actions.ts'
import { findGrantable } from './role-repository.ts'
import { findUser } from './user-repository.ts'

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
        email: input.email ?? null,
        phone: input.phone ?? null,
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
  return userOrRefuse(unit, id)
}

type UserInput = Omit<BodyOf<typeof updateCommand>, 'isSuperAdmin'> & Pick<UserView, 'isSuperAdmin' | 'isActive'>

/**
 * Changes a user. What he may do follows with his next request here, and with the next pull at the stores.
 *
 * @throws DomainError REVISION_CONFLICT, NOT_FOUND
 */
export async function updateUser(unit: Unit<HqTx>, id: UserId, input: UserInput): Promise<UserView> {
  const { tx, tenantId, at, userId = null } = unit
  const updated = await tx.query(sql`
    update users set display_name = ${input.displayName}, email = ${input.email}, phone = ${input.phone},
      locale = ${input.locale}, is_super_admin = ${input.isSuperAdmin}, is_active = ${input.isActive},
      permission_version = permission_version + 1, revision = revision + 1,
      updated_at = ${tx.fragments.instant(at)}, updated_by_id = ${userId}
    where tenant_id = ${tenantId} and id = ${id} and revision = ${input.revision} and deleted_at is null returning id`)
  if (updated.length === 0) throw new DomainError('REVISION_CONFLICT')
  tx.touch('user', id)
  return userOrRefuse(unit, id)
}

/** Gives a role, in one store or at head office. */
export async function assignRole(unit: Unit<HqTx>, ids: Ids, { user, role, storeId }: RoleGrant): Promise<UserView> {
  const row = { id: ids.next(), tenantId: unit.tenantId, userId: user.id, roleId: role.id, scope: role.scope }
  await codeTaken(role.code, () =>
    unit.tx.insert('userRoles', [
      { ...row, storeId: storeId ?? null, grantedAt: unit.at, grantedById: unit.userId ?? user.id },
    ]),
  )
  return rightsChanged(unit, user.id)
}

/** Takes a role. The row stays as history. */
export async function revokeRole(unit: Unit<HqTx>, user: UserView, assignmentId: string): Promise<UserView> {
  const revoked = await unit.tx.query(sql`
    update user_roles set revoked_at = ${unit.tx.fragments.instant(unit.at)}, revoked_by_id = ${unit.userId ?? null}
    where tenant_id = ${unit.tenantId} and user_id = ${user.id} and id = ${assignmentId} and revoked_at is null returning id`)
  if (revoked.length === 0) throw new DomainError('NOT_FOUND')
  return rightsChanged(unit, user.id)
}

async function rightsChanged(unit: Unit<HqTx>, userId: UserId): Promise<UserView> {
  await unit.tx.query(sql`
    update users set permission_version = permission_version + 1 where tenant_id = ${unit.tenantId} and id = ${userId}`)
  unit.tx.touch('user', userId)
  return userOrRefuse(unit, userId)
}

/** What would be granted, for the rules to judge. */
export async function draftGrant(unit: Unit<HqTx>, userId: UserId, input: Assignment): Promise<RoleGrant> {
  const user = await userOrRefuse(unit, userId)
  const role = await findGrantable(unit.tx, unit.tenantId, input.roleCode)
  if (!role) throw new DomainError('NOT_FOUND')
  return { user, role, storeId: input.storeId }
}

export async function userOrRefuse(unit: Unit<HqTx>, id: UserId): Promise<UserView> {
  const user = await findUser(unit.tx, unit.tenantId, id)
  if (!user) throw new DomainError('NOT_FOUND')
  return user
}
