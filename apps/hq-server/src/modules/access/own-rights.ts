import { DomainError } from '@pos/core'
import type { HqTx } from '@pos/db'
import type { UserCaller } from '@pos/server-kit'
import type { me as meCommand, ResponseOf } from '@pos/shared-types'
import { findUser, listOwnPermissions } from './user-repository.ts'

export async function readOwnRights(tx: HqTx, { tenantId, userId }: UserCaller): Promise<ResponseOf<typeof meCommand>> {
  const user = await findUser(tx, tenantId, userId)
  if (!user) throw new DomainError('AUTH_REQUIRED')
  const { username, displayName, isSuperAdmin } = user
  const permissions = await listOwnPermissions(tx, tenantId, userId)
  return { userId, username, displayName, tenantId, storeId: null, isSuperAdmin, permissions }
}
