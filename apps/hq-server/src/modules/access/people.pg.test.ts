import { BUILTIN_ROLES, commands, type Access, type Command } from '@pos/shared-types'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Client } from '@pos/testing'
import { openHeadOffice, PASSWORD, type HeadOffice } from '../../../test/head-office.ts'

let office: HeadOffice
let owner: Client
beforeAll(async () => {
  office = await openHeadOffice()
  owner = await office.as('owner')
})
afterAll(() => office.close())

type User = { id: string; username: string; roles: { id: string; roleCode: string; storeId: string | null }[] }
const newcomer = (username: string) => ({ username, displayName: username, locale: 'es', password: PASSWORD })

const SOME_ID = '00000000-0000-7000-8000-00000000dead'
const permissioned = commands.flatMap((command) => {
  const access: Access | undefined = command.access.hq
  return typeof access === 'object' ? [{ command, access, name: command.name }] : []
})

/** Sends nothing that could be right: who may try is told what is wrong, everybody else that he may not. */
async function attempt(client: Client, { method, path }: Command) {
  const { status, body } = await client.send<{ code?: string }>(method, path.replaceAll(/:\w+/g, SOME_ID))
  return { status, code: body.code }
}

describe('who may try', () => {
  const roles = { buyer: BUILTIN_ROLES.hq_buyer, accountant: BUILTIN_ROLES.hq_accountant }

  test.each(['buyer', 'accountant'] as const)('a %s: exactly what his role names', async (username) => {
    const client = await office.as(username)
    const held: readonly string[] = roles[username].permissions
    const wrong: string[] = []
    for (const { command, access } of permissioned) {
      const { status } = await attempt(client, command)
      if ((status === 403) === access.some((code) => held.includes(code))) wrong.push(`${command.name}: ${status}`)
      if (status === 500) wrong.push(`${command.name}: failed`)
    }
    expect(wrong).toEqual([])
    expect(permissioned.length).toBeGreaterThan(20)
  })

  test.each(permissioned)('$name: nobody without a role', async ({ command, access }) => {
    expect(await attempt(await office.as('nobody'), command)).toEqual({ status: 403, code: 'PERMISSION_DENIED' })
    expect(await attempt(office.anybody, command)).toEqual({ status: 401, code: 'AUTH_REQUIRED' })
    expect(access.length).toBeGreaterThan(0)
  })

  test('a super admin everything, without a role', async () => {
    for (const { command } of permissioned) expect((await attempt(owner, command)).status).not.toBe(403)
  })
})

describe('people', () => {
  test('are added once: the same key gives the same person, the name is taken for everybody else', async () => {
    const key = crypto.randomUUID()
    const first = await owner.post<User>('/users', newcomer('ana'), key)
    expect(first).toMatchObject({ status: 201, body: { username: 'ana', roles: [], isActive: true } })
    expect((await owner.post('/users', newcomer('ana'), key)).text).toBe(first.text)
    expect(await owner.post('/users', newcomer('ana'))).toMatchObject({ status: 409, body: { code: 'CODE_TAKEN' } })
    const { body } = await owner.get<{ items: User[] }>('/users')
    expect(body.items.filter((user) => user.username === 'ana')).toHaveLength(1)
  })

  test('without a password cannot sign in here', async () => {
    const { password: _, ...person } = newcomer('pin-only')
    expect((await owner.post('/users', person)).status).toBe(201)
    await expect(office.as('pin-only')).rejects.toThrow('cannot sign in')
  })

  test('get rights with a role and lose them with it, with the next request', async () => {
    const { body: bea } = await owner.post<User>('/users', newcomer('bea'))
    const client = await office.as('bea')
    expect((await client.get('/products')).status).toBe(403)
    const granted = await owner.post<User>(`/users/${bea.id}/roles`, { roleCode: 'hq_buyer' })
    expect(granted.body.roles).toMatchObject([{ roleCode: 'hq_buyer', storeId: null }])
    expect((await client.get('/products')).status).toBe(200)
    const revoked = await owner.delete<User>(`/users/${bea.id}/roles/${granted.body.roles[0]?.id}`)
    expect(revoked.body.roles).toEqual([])
    expect((await client.get('/products')).status).toBe(401)
    expect((await owner.delete(`/users/${bea.id}/roles/${granted.body.roles[0]?.id}`)).status).toBe(404)
  })

  test('hold a role of head office nowhere, and any other in exactly one store', async () => {
    const { body: cleo } = await owner.post<User>('/users', newcomer('cleo'))
    const give = (role: object) => owner.post(`/users/${cleo.id}/roles`, role)
    const storeId = office.company.store
    expect(await give({ roleCode: 'hq_buyer', storeId })).toMatchObject({ body: { code: 'ROLE_SCOPE_MISMATCH' } })
    expect(await give({ roleCode: 'pos_cashier' })).toMatchObject({ body: { code: 'ROLE_SCOPE_MISMATCH' } })
    expect(await give({ roleCode: 'king' })).toMatchObject({ status: 404 })
    expect(await give({ roleCode: 'pos_cashier', storeId: SOME_ID })).toMatchObject({ status: 404 })
    expect(await give({ roleCode: 'pos_cashier', storeId })).toMatchObject({ status: 200 })
    expect(await give({ roleCode: 'pos_cashier', storeId })).toMatchObject({ status: 409 })
    expect((await give({ roleCode: 'pos_cashier', storeId: office.company.otherStore })).status).toBe(200)
  })

  test('rights of a store count at that store, not at head office', async () => {
    const { body: dora } = await owner.post<User>('/users', newcomer('dora'))
    await owner.post(`/users/${dora.id}/roles`, { roleCode: 'store_manager', storeId: office.company.store })
    const client = await office.as('dora')
    expect((await client.get('/stores')).status).toBe(403)
    expect((await client.get<{ permissions: string[] }>('/auth/me')).body.permissions).toEqual([])
  })

  test('of whom nobody knows are not found', async () => {
    expect((await owner.post(`/users/${SOME_ID}/roles`, { roleCode: 'hq_buyer' })).status).toBe(404)
  })

  test('and their roles are listed with every permission', async () => {
    const { body } = await owner.get<{ items: { code: string; permissions: string[] }[] }>('/roles')
    const cashier = body.items.find((role) => role.code === 'pos_cashier')
    expect(cashier?.permissions.toSorted()).toEqual([...BUILTIN_ROLES.pos_cashier.permissions].sort())
    expect(body.items).toHaveLength(Object.keys(BUILTIN_ROLES).length)
  })

  test('a change of a person or his roles goes to the stores as one version each', async () => {
    const before = await office.version()
    const { body: eva } = await owner.post<User>('/users', newcomer('eva'))
    await owner.post(`/users/${eva.id}/roles`, { roleCode: 'hq_buyer' })
    expect(await office.changesSince(before)).toEqual([{ entity: 'user', id: eva.id, op: 'U', version: before + 2 }])
  })
})
