import type { RoleView, StoreView, UserView } from '@pos/shared-types'

type Held = UserView['roles']

/** The stores in which somebody can still be given a role; none for a role of head office. */
export function storesFor(role: RoleView, held: Held, stores: readonly StoreView[]): readonly StoreView[] {
  if (role.scope === 'hq') return []
  return stores.filter(({ id }) => !held.some(({ roleId, storeId }) => roleId === role.id && storeId === id))
}

/** The roles that somebody does not hold yet, or not yet everywhere: those of head office, of stores, of registers. */
export function grantable(roles: readonly RoleView[], held: Held, stores: readonly StoreView[]): readonly RoleView[] {
  const isLeft = (role: RoleView) =>
    role.scope === 'hq' ? !held.some(({ roleId }) => roleId === role.id) : storesFor(role, held, stores).length > 0
  return (['hq', 'store', 'pos'] as const).flatMap((scope) =>
    roles.filter((role) => role.scope === scope && isLeft(role)),
  )
}
