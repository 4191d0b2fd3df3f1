import { DomainError } from '@pos/core'
import type { HqTx } from '@pos/db'
import type { UserCaller } from '@pos/server-kit'
import {
  PERMISSIONS,
  scopeOf,
  type me as meCommand,
  type ownPermissions as mineCommand,
  type ResponseOf,
} from '@pos/shared-types'
import { sql } from 'drizzle-orm'
import { findUser, listOwnPermissions } from './user-repository.ts'

export async function readOwnRights(tx: HqTx, { tenantId, userId }: UserCaller): Promise<ResponseOf<typeof meCommand>> {
  const user = await findUser(tx, tenantId, userId)
  if (!user) throw new DomainError('AUTH_REQUIRED')
  const { username, displayName, isSuperAdmin } = user
  const permissions = await listOwnPermissions(tx, tenantId, userId)
  const [company] = await tx.query<{ name: string; country: string; currency: string }>(
    sql`select name, country, currency from tenants where id = ${tenantId}`,
  )
  return {
    userId,
    username,
    displayName,
    tenantId,
    storeId: null,
    isSuperAdmin,
    permissions,
    ...(company && { company }),
  }
}

/** What the caller may do at head office, where nothing lapses. */
export async function readOwnPermissions(
  tx: HqTx,
  { tenantId, userId }: UserCaller,
): Promise<ResponseOf<typeof mineCommand>> {
  const user = await findUser(tx, tenantId, userId)
  if (!user) throw new DomainError('AUTH_REQUIRED')
  const { isSuperAdmin } = user
  const held = isSuperAdmin
    ? PERMISSIONS.filter((code) => scopeOf(code) === 'hq')
    : await listOwnPermissions(tx, tenantId, userId)
  return { isSuperAdmin, storeId: null, permissions: [...held], lapsed: [], privilegedUntil: null, cashierUntil: null }
}
