import { PERMISSIONS, scopeOf, type PermissionCode } from '@pos/shared-types'
import type { Catalogue } from '../catalogue/catalogue.ts'
import type { Cashier } from '../journal/journal-stores.ts'

const AT_TILL = PERMISSIONS.filter((code) => scopeOf(code) === 'pos')

/**
 * What a cashier may do at a till: by his roles as the till's copy of the catalogue has them, so that a demotion arrives
 * with the next pull. A till that has no people in its copy goes by what the store said when he signed in.
 */
export function heldAtTill(
  catalogue: Catalogue,
  { userId, permissions }: Pick<Cashier, 'userId' | 'permissions'>,
): ReadonlySet<string> {
  if (!catalogue.hasPeople) return new Set(permissions)
  const user = catalogue.user(userId)
  if (user === undefined) return new Set<PermissionCode>()
  if (user.isSuperAdmin) return new Set(AT_TILL)
  return new Set(catalogue.rolesOf(user).flatMap((role) => role.permissions))
}
