import type { PermissionCode, UserId } from '@pos/shared-types'
import { fakeClock, OTHER_TENANT, TEST_TENANT } from '@pos/testing'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { BUYER, officeContext, openHeadOffice, OWNER, type HeadOffice } from '../../test/support/head-office.ts'
import type { AccessReader } from './access-reader.ts'
import { requireAll } from './access-reader.ts'
import type { UserCaller } from './caller.ts'
import { hqAccess } from './hq-access.ts'

const SESSION: Record<UserId, string> = {
  [BUYER]: '019cad5e-0000-7000-8000-00000000c001',
  [OWNER]: '019cad5e-0000-7000-8000-00000000c002',
}

let office: HeadOffice
let access: AccessReader

beforeAll(async () => {
  office = await openHeadOffice()
  const clock = fakeClock()
  access = hqAccess(office.database.unitOfWork, clock)
  const expiresAt = clock.now() + 60_000
  const times = { rotatedAt: 0, createdAt: 0, lastUsedAt: 0, expiresAt, generation: 1, tokenHash: '00' }
  await office.database.unitOfWork.write(officeContext(), 'test.sessions', ({ tx }) =>
    tx.insert(
      'sessions',
      [BUYER, OWNER].map((userId) => ({ ...times, id: SESSION[userId], familyId: SESSION[userId], userId })),
      { tenantId: TEST_TENANT, appContext: 'hq', ip: '', userAgent: '' },
    ),
  )
})

afterAll(() => office.close())

function caller(userId: UserId, tenantId = TEST_TENANT): UserCaller {
  const sessionId = SESSION[userId]
  return { kind: 'user', userId, tenantId, storeId: undefined, appContext: 'hq', deviceId: undefined, sessionId }
}

const VIEW: PermissionCode = 'hq:products.view'
const DELETE: PermissionCode = 'hq:products.delete'

test('a buyer has the rights of his role, one of several being enough', async () => {
  expect(await access.isActive(caller(BUYER))).toBe(true)
  expect(await access.mayAny(caller(BUYER), [DELETE, VIEW])).toBe(true)
  expect(await access.mayAny(caller(BUYER), [DELETE])).toBe(false)
  expect(await access.missing(caller(BUYER), [VIEW, DELETE])).toEqual([DELETE])
})

test('a person whose session has ended, or who never had one, is nobody', async () => {
  for (const sessionId of [undefined, SESSION[OWNER]]) {
    expect(await access.isActive({ ...caller(BUYER), sessionId })).toBe(false)
    expect(await access.mayAny({ ...caller(BUYER), sessionId }, [VIEW])).toBe(false)
  }
})

test('the super admin has every right of head office, and none of a till', async () => {
  expect(await access.missing(caller(OWNER), [VIEW, DELETE])).toEqual([])
  expect(await access.mayAny(caller(OWNER), ['pos:sell'])).toBe(false)
})

test('a person of one company is nobody in another', async () => {
  for (const userId of [BUYER, OWNER]) {
    expect(await access.isActive(caller(userId, OTHER_TENANT))).toBe(false)
    expect(await access.mayAny(caller(userId, OTHER_TENANT), [VIEW])).toBe(false)
  }
})

test('rights that follow from the content of a request are asked for one by one', async () => {
  await expect(requireAll(access, caller(BUYER), [VIEW, DELETE])).rejects.toMatchObject({
    code: 'PERMISSION_DENIED',
    params: { permission: DELETE },
  })
  await expect(requireAll(access, caller(BUYER), [VIEW])).resolves.toBeUndefined()
})

test('a person who is disabled has no rights from that moment', async () => {
  const setActive = (isActive: boolean) =>
    office.database.unitOfWork.write(officeContext(), 'test.disable', async ({ tx }) => {
      await tx.query(sql`update users set is_active = ${isActive} where tenant_id = ${TEST_TENANT} and id = ${OWNER}`)
      tx.touch('user', OWNER)
    })
  await setActive(false)
  const whileDisabled = [await access.isActive(caller(OWNER)), await access.mayAny(caller(OWNER), [VIEW])]
  await setActive(true)

  expect(whileDisabled).toEqual([false, false])
  expect(await access.mayAny(caller(OWNER), [VIEW])).toBe(true)
})
