import { recordAudit } from '@pos/server-kit'
import type { UserView } from '@pos/shared-types'
import type { HqRules } from '../../needs.ts'

/** Registers that every change of people, roles and who holds them leaves one entry. */
export function accessAuditRules(rules: HqRules): void {
  rules.after('user:save', 'users.note-saved', (unit, { before }, user) =>
    recordAudit(unit, {
      category: 'permission',
      action: before ? 'users.update' : 'users.create',
      entity: 'user',
      entityId: user.id,
      before: before && userValues(before),
      after: userValues(user),
    }),
  )
  rules.after('user:assign-role', 'users.note-assigned', (unit, { role, storeId = null }, user) =>
    recordAudit(unit, {
      category: 'permission',
      action: 'users.assign-role',
      entity: 'user',
      entityId: user.id,
      after: { role: role.code, storeId },
    }),
  )
  rules.after('user:revoke-role', 'users.note-revoked', (unit, { user, assignmentId }) => {
    const held = user.roles.find(({ id }) => id === assignmentId)
    return recordAudit(unit, {
      category: 'permission',
      action: 'users.revoke-role',
      entity: 'user',
      entityId: user.id,
      before: { role: held?.roleCode ?? null, storeId: held?.storeId ?? null },
    })
  })
  rules.after('role:save', 'roles.note-saved', (unit, { before }, role) =>
    recordAudit(unit, {
      category: 'permission',
      action: 'roles.save',
      entity: 'role',
      entityId: role.id,
      before: before && roleValues(before),
      after: roleValues(role),
    }),
  )
  rules.after('role:delete', 'roles.note-deleted', (unit, role) =>
    recordAudit(unit, {
      category: 'permission',
      action: 'roles.delete',
      entity: 'role',
      entityId: role.id,
      before: roleValues(role),
    }),
  )
}

type Shown<Row, Key extends keyof Row> = { readonly [Name in Key]: Row[Name] }

function userValues({
  displayName,
  locale,
  isActive,
  isSuperAdmin,
}: Shown<UserView, 'displayName' | 'locale' | 'isActive' | 'isSuperAdmin'>) {
  return { displayName, locale, isActive, isSuperAdmin }
}

function roleValues({ code, name, permissions }: { code: string; name: string; permissions: readonly string[] }) {
  return { code, name, permissions: permissions.join(' ') }
}
