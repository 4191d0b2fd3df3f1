import { DomainError } from '@pos/core'
import type { StoreTx } from '@pos/db'
import type { UserCaller } from '@pos/server-kit'
import {
  PERMISSIONS,
  scopeOf,
  type ownPermissions as mineCommand,
  type PermissionCode,
  type ResponseOf,
  type StoreId,
} from '@pos/shared-types'
import type { StoreRights } from '../../rights.ts'
import { findPerson, listPermissions } from './person-repository.ts'

/** What the caller may do in this store now, and what sleeps until head office is heard again. */
export function readOwnPermissions(
  catalog: StoreTx['catalog'],
  rights: StoreRights,
  { userId }: UserCaller,
  storeId: StoreId,
): ResponseOf<typeof mineCommand> {
  const person = findPerson(catalog, userId)
  if (!person) throw new DomainError('AUTH_REQUIRED')
  const isSuperAdmin = person.isSuperAdmin === 1
  const listed = listPermissions(catalog, userId, storeId) as PermissionCode[]
  const held = isSuperAdmin ? PERMISSIONS.filter((code) => scopeOf(code) !== 'hq') : listed
  const { privilegedUntil = null, cashierUntil = null } = rights.state ?? {}
  return {
    isSuperAdmin,
    storeId,
    permissions: held.filter((code) => !rights.hasLapsed(code)),
    lapsed: held.filter(rights.hasLapsed),
    privilegedUntil,
    cashierUntil,
  }
}
