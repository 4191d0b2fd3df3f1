import type { RoleView, StoreView, UserView } from '@pos/shared-types'
import { expect, test } from 'vitest'
import { grantable, storesFor } from './grantable.ts'

const role = (code: string, scope: RoleView['scope']) => ({ id: code, code, scope }) as RoleView
const [admin, cashier, manager] = [role('hq_admin', 'hq'), role('pos_cashier', 'pos'), role('store_manager', 'store')]
const stores = [{ id: 'S1' }, { id: 'S2' }] as StoreView[]
const held = (roleId: string, storeId: string | null) => ({ roleId, storeId }) as UserView['roles'][number]

test('a role is offered while there is a place where it is not held, head office first', () => {
  const roles = [cashier, manager, admin]
  expect(grantable(roles, [], stores)).toEqual([admin, manager, cashier])
  expect(grantable(roles, [held('hq_admin', null)], stores)).toEqual([manager, cashier])
  const everywhere = [held('pos_cashier', 'S1'), held('pos_cashier', 'S2')]
  expect(grantable(roles, everywhere, stores)).toEqual([admin, manager])
  expect(grantable(roles, [], [])).toEqual([admin])
})

test('a role of a store is offered in the stores where it is not held, one of head office in none', () => {
  expect(storesFor(cashier, [held('pos_cashier', 'S1'), held('store_manager', 'S2')], stores)).toEqual([{ id: 'S2' }])
  expect(storesFor(admin, [], stores)).toEqual([])
})
