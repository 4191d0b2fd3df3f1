import type { PermissionCode, RoleView, Scope, StoreId, UserId, UserView } from '@pos/shared-types'

/** What becomes of a user, beside what he was. `before` is undefined for a new one. */
export type UserChange = {
  readonly before: UserView | undefined
  readonly isActive: boolean
  readonly isSuperAdmin: boolean
}

/** A role as it is when somebody gives or takes it. */
export type Role = {
  readonly id: string
  readonly code: string
  readonly scope: Scope
  readonly permissions: readonly PermissionCode[]
}

export type RoleGrant = { readonly user: UserView; readonly role: Role; readonly storeId: StoreId | undefined }

export type RoleChange = {
  readonly before: RoleView | undefined
  readonly scope: Scope
  readonly permissions: readonly PermissionCode[]
}

export type AccessActions = {
  'user:save': { input: UserChange; result: UserView }
  'user:assign-role': { input: RoleGrant; result: UserView }
  'user:revoke-role': { input: { readonly user: UserView; readonly assignmentId: string }; result: UserView }
  'role:save': { input: RoleChange; result: RoleView }
  'role:delete': { input: RoleView; result: { readonly id: string } }
}

export const ACCESS_ACTIONS = [
  'user:save',
  'user:assign-role',
  'user:revoke-role',
  'role:save',
  'role:delete',
] as const satisfies readonly (keyof AccessActions)[]

/** Who acts: undefined for the installation itself. */
export type Actor = { readonly userId: UserId; readonly isSuperAdmin: boolean; readonly codes: ReadonlySet<string> }
