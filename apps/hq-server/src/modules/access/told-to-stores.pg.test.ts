import type { StoreId, UserId } from '@pos/shared-types'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newRef } from '../../index.ts'
import { openHeadOffice, PASSWORD, type HeadOffice, type StoreServer } from '../../../test/head-office.ts'

type Person = { readonly id: UserId; readonly roles: readonly { readonly id: string }[] }
type Credential = { readonly id: string; readonly username: string; readonly kind: string }

let office: HeadOffice
let here: StoreServer
let there: StoreServer
const people = new Map<string, Person>()
beforeAll(async () => {
  office = await openHeadOffice()
  const { store, otherStore } = office.company
  await employ('mia', 'store_manager', store)
  await employ('tom', 'pos_cashier', otherStore)
  await employ('hal', 'hq_buyer')
  // The owner has one since she signed in.
  for (const who of ['mia', 'hal']) await giveSecondFactor(who)
  here = await office.storeServer(store)
  there = await office.storeServer(otherStore)
})
afterAll(() => office.close())

async function employ(username: string, roleCode: string, storeId?: StoreId): Promise<void> {
  const owner = await office.as('owner')
  const account = { username, displayName: username, locale: 'en', password: PASSWORD }
  const { body } = await owner.post<Person>('/users', account)
  const granted = await owner.post<Person>(`/users/${body.id}/roles`, { roleCode, ...(storeId && { storeId }) })
  people.set(username, granted.body)
}

/** What setting up an app leaves behind. */
function giveSecondFactor(username: string): Promise<void> {
  return office.write(async (unit) => {
    const [user] = await unit.tx.query<{ id: UserId }>(sql`select id from users where username = ${username}`)
    const userId = user?.id ?? ''
    const { tenantId, createdAt } = newRef(unit)
    await unit.tx.insert(
      'userCredentials',
      (['totp', 'recovery'] as const).map((kind) => ({
        tenantId,
        id: office.ids.next(),
        createdAt,
        userId,
        kind,
        secret: `sealed ${kind}`,
      })),
    )
    unit.tx.touch('user', userId)
  })
}

const credentials = () =>
  office.rows<Credential>(sql`
    select c.id, u.username, c.kind from user_credentials c join users u on u.id = c.user_id order by u.username, c.kind`)

/** Whose secrets a text holds. */
async function toldBy(text: string): Promise<string[]> {
  expect(text).not.toContain('sealed')
  const all = await credentials()
  return all.filter(({ id }) => text.includes(id)).map(({ username, kind }) => `${username} ${kind}`)
}

const snapshotOf = async ({ peer }: StoreServer) => (await peer.send('GET', '/sync/v1/snapshot')).text
const pullOf = async ({ peer }: StoreServer, after: number) => {
  const [head] = await office.rows<{ epoch: string }>(sql`select epoch from sync_head`)
  return (await peer.send('GET', `/sync/v1/pull?epoch=${head?.epoch}&after=${after}`)).text
}

describe('a store is told the passwords of those who may sign in there, and no other secret', () => {
  test('in its first copy', async () => {
    expect((await credentials()).filter(({ kind }) => kind === 'totp')).toHaveLength(3)
    expect(await toldBy(await snapshotOf(here))).toEqual(['mia password', 'owner password'])
    expect(await toldBy(await snapshotOf(there))).toEqual(['owner password', 'tom password'])
  })

  test('with every pull', async () => {
    expect(await toldBy(await pullOf(here, 0))).toEqual(['mia password', 'owner password'])
    expect(await toldBy(await pullOf(there, 0))).toEqual(['owner password', 'tom password'])
  })

  test('until the role there is taken, or the person put out of use', async () => {
    const owner = await office.as('owner')
    const [mia, tom] = [people.get('mia')!, people.get('tom')!]
    const before = await office.version()
    expect((await owner.delete(`/users/${mia.id}/roles/${mia.roles[0]!.id}`)).status).toBe(200)
    const { body } = await owner.get<{ revision: number }>(`/users/${tom.id}`)
    expect((await owner.post(`/users/${tom.id}/disable`, { revision: body.revision })).status).toBe(200)
    const [atHere, atThere] = [await pullOf(here, before), await pullOf(there, before)]
    for (const text of [atHere, atThere]) expect(text).toContain(mia.id)
    expect(await toldBy(atHere)).toEqual([])
    expect(await toldBy(atThere)).toEqual([])
  })
})
