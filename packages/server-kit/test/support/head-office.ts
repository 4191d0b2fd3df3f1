import type { HqDatabase, HqTx } from '@pos/db'
import type { Context, Unit } from '@pos/core'
import type { PermissionCode } from '@pos/shared-types'
import { OTHER_TENANT, TEST_START, TEST_TENANT, testContext, testHqDatabase } from '@pos/testing'

export const BUYER = '01890000-0000-7000-8000-000000000040'
export const OWNER = '01890000-0000-7000-8000-000000000041'
const BUYER_ROLE = '01890000-0000-7000-8000-000000000042'

export type HeadOffice = { readonly database: HqDatabase; readonly close: () => Promise<void> }

/** Head office's context in a tenant. */
export function officeContext(tenantId = TEST_TENANT, changes: Partial<Context> = {}): Context {
  return testContext({ tenantId, storeId: undefined, appContext: 'hq', ...changes })
}

/** Head office with two companies; the first has a buyer and an owner. */
export async function openHeadOffice(): Promise<HeadOffice> {
  const { database, remove } = await testHqDatabase()
  for (const tenantId of [TEST_TENANT, OTHER_TENANT]) {
    await database.unitOfWork.write(officeContext(tenantId), 'test.tenant', (unit) => fillTenant(unit))
  }
  return { database, close: remove }
}

const permission = (code: PermissionCode) => ({ code, scope: 'hq', descriptionKey: code }) as const

async function fillTenant({ tx, tenantId }: Unit<HqTx>): Promise<void> {
  const at = TEST_START
  const reference = (id: string) => ({ id, tenantId, revision: 1, createdAt: at, updatedAt: at })
  const person = (id: string, username: string, isSuperAdmin: boolean) => ({
    ...reference(id),
    username,
    displayName: username,
    locale: 'en',
    isSuperAdmin,
    isActive: true,
    permissionVersion: 1,
  })
  await tx.insert('tenants', [
    {
      id: tenantId,
      slug: tenantId,
      name: 'Demo',
      state: 'active',
      country: 'US',
      currency: 'USD',
      locale: 'en',
      createdAt: at,
    },
  ])
  tx.touch('tenant', tenantId)
  if (tenantId !== TEST_TENANT) return
  await tx.insert('permissions', [permission('hq:products.view'), permission('hq:products.update')])
  await tx.insert('users', [person(BUYER, 'buyer', false), person(OWNER, 'owner', true)])
  await tx.insert('roles', [
    { ...reference(BUYER_ROLE), code: 'hq_buyer', name: 'Buyer', scope: 'hq', isBuiltin: true },
  ])
  await tx.insert('rolePermissions', [
    { tenantId, roleId: BUYER_ROLE, scope: 'hq', permissionCode: 'hq:products.view' },
    { tenantId, roleId: BUYER_ROLE, scope: 'hq', permissionCode: 'hq:products.update' },
  ])
  const granted = { tenantId, roleId: BUYER_ROLE, scope: 'hq', grantedAt: at, grantedById: OWNER } as const
  await tx.insert('userRoles', [{ ...granted, id: '01890000-0000-7000-8000-000000000043', userId: BUYER }])
  tx.touch('role', BUYER_ROLE)
  for (const id of [BUYER, OWNER]) tx.touch('user', id)
}
