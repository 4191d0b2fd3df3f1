import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Context } from '@pos/core'
import { openStoreDatabase, startEmbeddedPostgres } from '@pos/db'
import { createTenant, newRef, openHq, type Hq } from '@pos/hq-server'
import { createLog, hqAccess, storeAccess, systemClock, uuidv7Ids, type UserCaller } from '@pos/server-kit'
import { BUILTIN_ROLES, type PermissionCode } from '@pos/shared-types'
import { measureAgainst, type Measured } from './rounds.ts'
import type { BenchRow } from './row.ts'

const GROUP = 'permission check'
const BARE = 'one row by its key'
const ids = uuidv7Ids
const log = createLog({ name: 'bench', level: 'error' })
const [TENANT, STORE, USER, ROLE] = [ids.next(), ids.next(), ids.next(), ids.next()]
const person = { username: 'bench', displayName: 'Bench', locale: 'en', isSuperAdmin: false, isActive: true }

/**
 * What it costs to ask whether somebody may do something, against one row read by its key in the same engine and run:
 * at head office, where rights are read anew for each request, and in a store, where each state of the copy is read once.
 */
export async function benchPermissions(): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'pos-bench-'))
  try {
    return [...(await atStore(join(folder, 'store'))), ...(await atHeadOffice(join(folder, 'hq')))]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function atStore(folder: string): Promise<BenchRow[]> {
  mkdirSync(folder, { recursive: true })
  const { catalogue, close } = await storeWithManager(folder)
  const caller: UserCaller = {
    kind: 'user',
    userId: USER,
    tenantId: TENANT,
    storeId: STORE,
    appContext: 'pos',
    deviceId: undefined,
  }
  const access = storeAccess(catalogue)
  const ask = ['pos:void'] satisfies PermissionCode[]
  const every = (times: number, work: () => unknown) => {
    for (let at = 0; at < times; at += 1) work()
  }
  const rows = await measureAgainst(
    {
      name: BARE,
      run: (times) =>
        every(times, () => catalogue.read((source) => source.prepare('select id from users where id = ?').get([USER]))),
    },
    [
      { name: 'may he, as a request asks', run: (times) => every(times, () => access.mayAny(caller, ask)) },
      {
        name: 'may he, right after a pull',
        run: (times) => every(times, () => storeAccess(catalogue).mayAny(caller, ask)),
      },
    ],
  )
  await close()
  return rows.map((row) => toRow('store', row))
}

async function storeWithManager(folder: string) {
  const database = await openStoreDatabase({ folder, clock: systemClock, log })
  const at = systemClock.now()
  const own = { tenantId: TENANT, version: 1 }
  const ref = { ...own, revision: 1, createdAt: at, updatedAt: at }
  await database.catalogue.write((tx) => {
    tx.insert('users', [{ ...ref, ...person, id: USER, permissionVersion: 1 }])
    tx.insert('roles', [{ ...ref, id: ROLE, code: 'pos_manager', name: 'Manager', scope: 'pos', isBuiltin: true }])
    const rights = BUILTIN_ROLES.pos_manager.permissions
    tx.insert(
      'rolePermissions',
      rights.map((permissionCode) => ({ ...own, roleId: ROLE, scope: 'pos', permissionCode })),
    )
    const held = { id: ids.next(), userId: USER, roleId: ROLE, scope: 'pos', storeId: STORE } as const
    tx.insert('userRoles', [{ ...own, ...held, grantedAt: at, grantedById: USER }])
  })
  return { catalogue: database.catalogue, close: () => database.close() }
}

async function atHeadOffice(folder: string): Promise<BenchRow[]> {
  mkdirSync(folder, { recursive: true })
  const postgres = await startEmbeddedPostgres({ folder: join(folder, 'postgres'), log })
  const hq = await openHq({ ...postgres, folder, clock: systemClock, ids, log })
  try {
    return await measureHq(hq)
  } finally {
    await hq.app.close()
    await hq.close()
    await postgres.stop()
  }
}

async function measureHq({ database: { unitOfWork } }: Hq): Promise<BenchRow[]> {
  const ctx: Context = { tenantId: TENANT, appContext: 'hq', correlationId: 'bench', at: systemClock.now() }
  await unitOfWork.write(ctx, 'bench.fill', async (unit) => {
    const admin = { username: 'admin', displayName: 'Admin', passwordHash: '-' }
    await createTenant(unit, ids, { slug: 'bench', name: 'Bench', country: 'US', currency: 'USD', locale: 'en', admin })
    await unit.tx.insert('users', [{ ...newRef(unit), ...person, id: USER, permissionVersion: 1 }])
    await unit.tx.insert('roles', [
      { ...newRef(unit), id: ROLE, code: 'bench', name: 'B', scope: 'hq', isBuiltin: false },
    ])
    const rights = BUILTIN_ROLES.hq_admin.permissions
    await unit.tx.insert(
      'rolePermissions',
      rights.map((permissionCode) => ({ roleId: ROLE, scope: 'hq', permissionCode })),
      {
        tenantId: TENANT,
      },
    )
    const held = { id: ids.next(), tenantId: TENANT, userId: USER, roleId: ROLE, scope: 'hq' } as const
    await unit.tx.insert('userRoles', [{ ...held, storeId: null, grantedAt: unit.at, grantedById: USER }])
    unit.tx.touch('role', ROLE)
    unit.tx.touch('user', USER)
  })
  const caller: UserCaller = {
    kind: 'user',
    userId: USER,
    tenantId: TENANT,
    storeId: undefined,
    appContext: 'hq',
    deviceId: undefined,
  }
  const access = hqAccess(unitOfWork, systemClock)
  const every = async (times: number, work: () => unknown) => {
    for (let at = 0; at < times; at += 1) await work()
  }
  const text = `select id from users where tenant_id = '${TENANT}' and id = '${USER}'`
  const read = () => unitOfWork.read(ctx, (tx) => tx.db.execute(text))
  const rows = await measureAgainst(
    { name: BARE, run: (times) => every(times, read) },
    [
      {
        name: 'may he, as a request asks',
        run: (times) => every(times, () => access.mayAny(caller, ['hq:users.manage'])),
      },
    ],
    7,
  )
  return rows.map((row) => toRow('head office', row))
}

function toRow(place: string, { name, rate, ratio }: Measured): BenchRow {
  return { group: GROUP, name: `${place}: ${name}`, value: rate, unit: 'per s', ratio, against: BARE }
}
