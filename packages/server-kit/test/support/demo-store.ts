import type { StoreDatabase } from '@pos/db'
import type { PermissionCode } from '@pos/shared-types'
import { TEST_STORE, TEST_TENANT, testStoreDatabase, type FakeClock } from '@pos/testing'
import { identify } from './audited-store.ts'
import { newPeerKey, privateKeyOf, type Signer } from '../../src/auth/signature.ts'

export const TENANT = TEST_TENANT
export const STORE = TEST_STORE
export const CASHIER = '01890000-0000-7000-8000-000000000010'
export const OWNER = '01890000-0000-7000-8000-000000000011'
export const LEFT = '01890000-0000-7000-8000-000000000012'
export const DEVICE = '01890000-0000-7000-8000-000000000020'
const REVOKED_DEVICE = '01890000-0000-7000-8000-000000000021'
const CASHIER_ROLE = '01890000-0000-7000-8000-000000000030'
export const ASSIGNMENT = '01890000-0000-7000-8000-000000000031'

export type DemoStore = {
  readonly folder: string
  readonly database: StoreDatabase
  readonly clock: FakeClock
  readonly till: Signer
  readonly revokedTill: Signer
  readonly close: () => Promise<void>
}

/** A real store on disk with a cashier who may sell, a super admin, a disabled user and two devices. */
export async function openDemoStore(): Promise<DemoStore> {
  const { database, clock, folder, remove: close } = await testStoreDatabase()
  await identify(database)
  await fillCatalogue(database, clock)
  const till = await enrol(database, clock, DEVICE, 'enrolled')
  const revokedTill = await enrol(database, clock, REVOKED_DEVICE, 'revoked')
  return { folder, database, clock, till, revokedTill, close }
}

function reference(id: string, at: number) {
  return { id, tenantId: TENANT, revision: 1, createdAt: at, updatedAt: at, version: 1 }
}

async function fillCatalogue(database: StoreDatabase, clock: FakeClock): Promise<void> {
  const at = clock.now()
  await database.catalogue.write((tx) => {
    const person = (id: string, username: string, isSuperAdmin: boolean, isActive: boolean) => ({
      ...reference(id, at),
      username,
      displayName: username,
      locale: 'en',
      isSuperAdmin,
      isActive,
      permissionVersion: 1,
    })
    tx.insert('users', [
      person(CASHIER, 'cashier', false, true),
      person(OWNER, 'owner', true, true),
      person(LEFT, 'left', true, false),
    ])
    tx.insert('roles', [
      { ...reference(CASHIER_ROLE, at), code: 'pos_cashier', name: 'Cashier', scope: 'pos', isBuiltin: true },
    ])
    tx.insert('rolePermissions', [
      {
        tenantId: TENANT,
        roleId: CASHIER_ROLE,
        scope: 'pos',
        permissionCode: 'pos:sell' satisfies PermissionCode,
        version: 1,
      },
    ])
    tx.insert('userRoles', [
      {
        tenantId: TENANT,
        id: ASSIGNMENT,
        userId: CASHIER,
        roleId: CASHIER_ROLE,
        scope: 'pos',
        storeId: STORE,
        grantedAt: at,
        grantedById: OWNER,
        version: 1,
      },
    ])
  })
}

async function enrol(
  database: StoreDatabase,
  clock: FakeClock,
  id: string,
  state: 'enrolled' | 'revoked',
): Promise<Signer> {
  const key = newPeerKey()
  const at = clock.now()
  const ctx = { tenantId: TENANT, appContext: 'system', correlationId: 'test', at } as const
  await database.unitOfWork.write(ctx, 'test.enrol', (unit) =>
    unit.tx.insert('devices', [
      {
        id,
        tenantId: TENANT,
        storeId: STORE,
        kind: 'till',
        name: 'Till',
        platform: 'test',
        publicKey: Buffer.from(key.publicKey, 'base64url'),
        state,
        enrolledAt: at,
        enrolledById: OWNER,
        storage: 'native',
        appVersion: '1',
        lastSeenAt: at,
      },
    ]),
  )
  return { peerId: id, tenantId: TENANT, privateKey: privateKeyOf(key.privateKeyPem) }
}
