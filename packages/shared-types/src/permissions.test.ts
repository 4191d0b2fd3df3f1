import { expect, test } from 'vitest'
import { BUILTIN_ROLES, PERMISSIONS, type PermissionCode } from './index.ts'

const roles = Object.entries(BUILTIN_ROLES)
const all: readonly PermissionCode[] = PERMISSIONS

test('a permission is named once, by scope, area and verb', () => {
  expect(new Set(all).size).toBe(all.length)
  expect(all.filter((code) => !/^(hq|store):[a-z_]+\.[a-z_]+$|^pos:[a-z_]+$/.test(code))).toEqual([])
})

test.each(roles)('the role %s holds permissions of its own scope, each once', (_, { scope, permissions }) => {
  expect(permissions.filter((code) => !code.startsWith(`${scope}:`))).toEqual([])
  expect(new Set<string>(permissions).size).toBe(permissions.length)
})

test('every permission is held by somebody', () => {
  const held = new Set<string>(roles.flatMap(([, role]) => role.permissions))
  expect(all.filter((code) => !held.has(code))).toEqual([])
})

test.each([
  ['pos_cashier', 'pos_supervisor'],
  ['pos_supervisor', 'pos_manager'],
] as const)('whatever a %s may do, a %s may do', (junior, senior) => {
  const held = new Set<string>(BUILTIN_ROLES[senior].permissions)
  expect(BUILTIN_ROLES[junior].permissions.filter((code) => !held.has(code))).toEqual([])
})

test('a cashier sells and takes goods back, and does not void, discount a cart or open the drawer', () => {
  const held: readonly string[] = BUILTIN_ROLES.pos_cashier.permissions
  expect(['pos:sell', 'pos:refund'].every((code) => held.includes(code))).toBe(true)
  expect(['pos:void', 'pos:discount_cart', 'pos:no_sale', 'pos:approve'].filter((code) => held.includes(code))).toEqual(
    [],
  )
})

test('whoever administers the company does not close its books', () => {
  const admin: readonly string[] = BUILTIN_ROLES.hq_admin.permissions
  const missing = all.filter((code) => code.startsWith('hq:') && !admin.includes(code))
  expect(missing).toEqual(['hq:periods.close'])
})
