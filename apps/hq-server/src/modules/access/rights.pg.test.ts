import { PERMISSIONS, type RoleView, type UserView } from '@pos/shared-types'
import type { Client } from '@pos/testing'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openHeadOffice, PASSWORD, type HeadOffice } from '../../../test/head-office.ts'

let office: HeadOffice
let owner: Client
let admin: Client
let adminId: string
beforeAll(async () => {
  office = await openHeadOffice()
  owner = await office.as('owner')
  adminId = (await newUser('admin', 'hq_admin')).id
  admin = await office.as('admin')
})
afterAll(() => office.close())

async function newUser(username: string, ...roleCodes: string[]): Promise<UserView> {
  const person = { username, displayName: username, locale: 'en', password: PASSWORD }
  let { body } = await owner.post<UserView>('/users', person)
  for (const roleCode of roleCodes) ({ body } = await owner.post<UserView>(`/users/${body.id}/roles`, { roleCode }))
  return body
}

const nameOf = ({ displayName, email, phone, revision }: UserView) => ({
  displayName,
  email,
  phone,
  locale: 'es',
  revision,
})
const refused = (code: string) => ({ body: { code } })

function role(over: Partial<RoleView> = {}) {
  const usual = { code: 'helper', name: 'Helper', scope: 'hq', description: null, permissions: ['hq:products.view'] }
  return { ...usual, revision: 0, ...over }
}
const newRole = (over: Partial<RoleView> = {}, client = owner) =>
  client.put<RoleView>(`/roles/${crypto.randomUUID()}`, role(over))

describe('users', () => {
  test('are changed against the revision that was read, once', async () => {
    const before = await newUser('rosa')
    const body = { ...nameOf(before), displayName: 'Rosa R', email: 'rosa@example.com' }
    const changed = await owner.put<UserView>(`/users/${before.id}`, body)
    expect(changed).toMatchObject({
      status: 200,
      body: { displayName: 'Rosa R', locale: 'es', email: 'rosa@example.com' },
    })
    expect(changed.body.revision).toBe(before.revision + 1)
    expect(await owner.put(`/users/${before.id}`, body)).toMatchObject({ status: 409, ...refused('REVISION_CONFLICT') })
  })

  test('who are disabled lose everything with the next request, and have it back when enabled', async () => {
    const { id, revision } = await newUser('dan', 'hq_buyer')
    const client = await office.as('dan')
    expect((await client.get('/products')).status).toBe(200)
    const { body: off } = await owner.post<UserView>(`/users/${id}/disable`, { revision })
    expect(off.isActive).toBe(false)
    expect((await client.get('/products')).status).toBe(401)
    await expect(office.as('dan')).rejects.toThrow(/401/)
    await owner.post(`/users/${id}/enable`, { revision: off.revision })
    expect((await client.get('/products')).status).toBe(401)
    expect((await (await office.as('dan')).get('/products')).status).toBe(200)
  })

  test('are found by part of a name, by role, by store and by state, page by page', async () => {
    const storeId = office.company.store
    const { id } = await newUser('pepa')
    await owner.post(`/users/${id}/roles`, { roleCode: 'pos_cashier', storeId })
    type Page = { items: UserView[]; nextCursor: string | null }
    const names = async (query: string) =>
      (await owner.get<Page>(`/users?${query}`)).body.items.map(({ username }) => username)
    expect(await names('q=PEP')).toEqual(['pepa'])
    expect(await names('q=%25')).toEqual([])
    expect(await names(`storeId=${storeId}`)).toEqual(['pepa'])
    expect(await names('roleCode=pos_cashier')).toEqual(['pepa'])
    expect(await names('state=disabled')).toEqual([])
    const all = await names('limit=200')
    const paged: string[] = []
    for (let cursor: string | null = ''; cursor !== null;) {
      const { body }: { body: Page } = await owner.get<Page>(`/users?limit=2${cursor && `&cursor=${cursor}`}`)
      paged.push(...body.items.map(({ username }) => username))
      cursor = body.nextCursor
    }
    expect(paged).toEqual(all)
    expect(all.toSorted()).toEqual(all)
  })
})

describe('the super admin', () => {
  test('who is the last one is neither disabled nor demoted', async () => {
    const { body: me } = await owner.get<UserView>(`/users/${office.company.adminId}`)
    const demoted = { ...nameOf(me), isSuperAdmin: false }
    expect(await owner.post(`/users/${me.id}/disable`, { revision: me.revision })).toMatchObject(
      refused('USER_LAST_SUPER_ADMIN'),
    )
    expect(await owner.put(`/users/${me.id}`, demoted)).toMatchObject(refused('USER_LAST_SUPER_ADMIN'))
  })

  test('is made and changed by a super admin only', async () => {
    const eve = await newUser('eve')
    const raised = { ...nameOf(eve), isSuperAdmin: true }
    expect(await admin.put(`/users/${eve.id}`, raised)).toMatchObject({ status: 403, ...refused('PERMISSION_DENIED') })
    expect((await owner.put<UserView>(`/users/${eve.id}`, raised)).body.isSuperAdmin).toBe(true)
    const { body: now } = await owner.get<UserView>(`/users/${eve.id}`)
    expect(await admin.post(`/users/${eve.id}/disable`, { revision: now.revision })).toMatchObject({ status: 403 })
    expect(await owner.put(`/users/${eve.id}`, { ...nameOf(now), isSuperAdmin: false })).toMatchObject({ status: 200 })
  })

  test('two who demote each other at the same moment: one of them stays', async () => {
    const twin = await newUser('twin')
    await owner.put(`/users/${twin.id}`, { ...nameOf(twin), isSuperAdmin: true })
    const other = await office.as('twin')
    const { body: first } = await owner.get<UserView>(`/users/${office.company.adminId}`)
    const { body: second } = await owner.get<UserView>(`/users/${twin.id}`)
    const answers = await Promise.all([
      owner.put(`/users/${second.id}`, { ...nameOf(second), isSuperAdmin: false }),
      other.put(`/users/${first.id}`, { ...nameOf(first), isSuperAdmin: false }),
    ])
    const [byOwner, byOther] = answers.map(({ status }) => status === 200)
    expect([byOwner, byOther].toSorted()).toEqual([false, true])
    const winner = byOwner ? owner : other
    const { body } = await winner.get<{ items: UserView[] }>('/users?limit=200')
    expect(body.items.filter(({ isSuperAdmin }) => isSuperAdmin)).toHaveLength(1)
    if (byOwner) return
    await other.put(`/users/${first.id}`, { ...nameOf({ ...first, revision: first.revision + 1 }), isSuperAdmin: true })
    owner = await office.as('owner')
  })

  test('is looked up: whatever a token says, a flag in it gives nothing', async () => {
    const { body } = await admin.get<{ isSuperAdmin: boolean; permissions: string[] }>('/permissions/mine')
    expect(body.isSuperAdmin).toBe(false)
    expect(body.permissions).toContain('hq:users.manage')
    const { body: mine } = await owner.get<{ isSuperAdmin: boolean; permissions: string[] }>('/permissions/mine')
    expect(mine.permissions).toEqual(PERMISSIONS.filter((code) => code.startsWith('hq:')))
  })
})

describe('nobody grants more than he has', () => {
  test('an administrator gives no role of head office with a right he lacks', async () => {
    const bob = await newUser('bob')
    const give = (roleCode: string) => admin.post(`/users/${bob.id}/roles`, { roleCode })
    expect(await give('hq_accountant')).toMatchObject({
      status: 403,
      body: { code: 'PERMISSION_DENIED', params: { permission: 'hq:periods.close' } },
    })
    expect((await give('hq_buyer')).status).toBe(200)
  })

  test('and no role at all to himself', async () => {
    const mine = { roleCode: 'pos_manager', storeId: office.company.store }
    expect(await admin.post(`/users/${adminId}/roles`, mine)).toMatchObject({
      status: 403,
      ...refused('USER_SELF_ELEVATION'),
    })
    expect((await owner.post(`/users/${adminId}/roles`, mine)).status).toBe(200)
  })

  test('nor by way of a role that he holds', async () => {
    const { body: made } = await newRole({ code: 'own_role' })
    await owner.post(`/users/${adminId}/roles`, { roleCode: 'own_role' })
    const wider = role({
      code: 'own_role',
      permissions: ['hq:products.view', 'hq:prices.view'],
      revision: made.revision,
    })
    expect(await admin.put(`/roles/${made.id}`, wider)).toMatchObject(refused('USER_SELF_ELEVATION'))
    const books = role({ code: 'books', permissions: ['hq:periods.close'] })
    expect(await admin.put(`/roles/${crypto.randomUUID()}`, books)).toMatchObject({
      status: 403,
      ...refused('PERMISSION_DENIED'),
    })
  })
})

describe('roles', () => {
  test('of the company give exactly what they name, from the next request on', async () => {
    const { body: made, status } = await newRole({ code: 'viewer' })
    expect([status, made.isBuiltin, made.revision]).toEqual([200, false, 1])
    await newUser('vera', 'viewer')
    const vera = await office.as('vera')
    expect((await vera.get('/products')).status).toBe(200)
    expect((await vera.get('/stores')).status).toBe(403)
    const permissions = ['hq:stores.view']
    await owner.put(`/roles/${made.id}`, role({ code: 'viewer', permissions, revision: made.revision }))
    expect((await vera.get('/products')).status).toBe(403)
    expect((await vera.get('/stores')).status).toBe(200)
  })

  test('hold permissions of their own scope, and keep that scope', async () => {
    expect(await newRole({ code: 'mixed', permissions: ['pos:sell'] })).toMatchObject(refused('ROLE_SCOPE_MISMATCH'))
    const { body: made } = await newRole({ code: 'till_one', scope: 'pos', permissions: ['pos:sell'] })
    const moved = role({ code: 'till_one', scope: 'store', permissions: ['store:sales.view'], revision: made.revision })
    expect(await owner.put(`/roles/${made.id}`, moved)).toMatchObject(refused('ROLE_SCOPE_MISMATCH'))
    expect(await newRole({ code: 'odd', permissions: ['hq:nothing'] as string[] })).toMatchObject({ status: 400 })
  })

  test('are changed against the revision that was read; a second one of the same code is refused', async () => {
    const { body: made } = await newRole({ code: 'twice' })
    const body = role({ code: 'twice', name: 'Changed', revision: made.revision })
    const both = await Promise.all([owner.put(`/roles/${made.id}`, body), owner.put(`/roles/${made.id}`, body)])
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409])
    expect(await newRole({ code: 'twice' })).toMatchObject({ status: 409, ...refused('CODE_TAKEN') })
  })

  test('that come with the product are neither changed nor deleted', async () => {
    const { body } = await owner.get<{ items: RoleView[] }>('/roles')
    const builtin = body.items.find(({ code }) => code === 'pos_cashier')
    if (!builtin) throw new Error('there is no cashier')
    const { code, name, scope, description, permissions, revision } = builtin
    const same = { code, name, scope, description, permissions, revision }
    expect(await owner.put(`/roles/${builtin.id}`, same)).toMatchObject({ status: 409, ...refused('ROLE_BUILTIN') })
    expect(await owner.delete(`/roles/${builtin.id}`)).toMatchObject({ status: 409, ...refused('ROLE_BUILTIN') })
  })

  test('are deleted when nobody holds them; the code is free again', async () => {
    const { body: made } = await newRole({ code: 'gone' })
    const { id, roles } = await newUser('gus', 'gone')
    expect(await owner.delete(`/roles/${made.id}`)).toMatchObject({ status: 409, ...refused('IN_USE') })
    await owner.delete(`/users/${id}/roles/${roles[0]?.id}`)
    expect((await owner.delete(`/roles/${made.id}`)).status).toBe(200)
    expect((await owner.delete(`/roles/${made.id}`)).status).toBe(404)
    expect((await newRole({ code: 'gone' })).status).toBe(200)
  })

  test('and people go to the stores as one version each time they change', async () => {
    const before = await office.version()
    const { body: made } = await newRole({ code: 'travels' })
    await owner.delete(`/roles/${made.id}`)
    expect(await office.changesSince(before)).toEqual([{ entity: 'role', id: made.id, op: 'U', version: before + 2 }])
  })
})

test('every permission is listed with what it means, in the language of the reader', async () => {
  type Answer = { items: { code: string; scope: string; description: string }[] }
  const english = (await owner.get<Answer>('/permissions')).body.items
  const spanish = (await owner.get<Answer>('/permissions', { 'accept-language': 'es' })).body.items
  expect(english.map(({ code }) => code)).toEqual(PERMISSIONS)
  expect(english.find(({ code }) => code === 'pos:sell')?.description).toBe('Ring up and complete sales')
  expect(spanish.find(({ code }) => code === 'pos:sell')?.description).toBe('Registrar y completar ventas')
})

test('every change of people and roles leaves one entry with what it was and what it is', async () => {
  const entries = () =>
    office.rows<{ action: string; outcome: string; entityId: string; userId: string | null }>(sql`
      select action, outcome, entity_id as "entityId", user_id as "userId" from audit_logs order by seq`)
  const before = (await entries()).length
  const zoe = await newUser('zoe', 'hq_buyer')
  await owner.delete(`/users/${zoe.id}/roles/${zoe.roles[0]?.id}`)
  await owner.post(`/users/${zoe.id}/disable`, { revision: zoe.revision })
  const { body: made } = await newRole({ code: 'noted' })
  await owner.delete(`/roles/${made.id}`)
  const left = (await entries()).slice(before)
  expect(left.map(({ action }) => action)).toEqual([
    'users.create',
    'users.assign-role',
    'users.revoke-role',
    'users.update',
    'roles.save',
    'roles.delete',
  ])
  expect(new Set(left.map(({ userId, outcome }) => `${userId} ${outcome}`))).toEqual(
    new Set([`${office.company.adminId} ok`]),
  )
})
