import { assignRole, createUser, login, me, ownPermissions, revokeRole, type UserView } from '@pos/shared-types'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ask } from '../test/harness/ask.ts'
import { startChain, type Chain, type Site } from '../test/harness/chain.ts'
import type { HqHere } from '../test/harness/hq-here.ts'
import type { StoreHere } from '../test/harness/store-here.ts'
import { until } from '../test/harness/until.ts'

const PASSWORD = 'correct horse battery'

let chain: Chain<HqHere, StoreHere>
let first: Site<StoreHere>
let second: Site<StoreHere>
let nora: UserView

beforeAll(async () => {
  chain = await startChain({ stores: 2, products: 3 })
  const [one, two] = chain.sites
  if (!one || !two) throw new Error('a chain of two stores')
  first = one
  second = two
  const body = { username: 'nora', displayName: 'Nora', locale: 'en', password: PASSWORD }
  nora = (await atHq(createUser, { body, key: crypto.randomUUID() })).json() as UserView
  await give('store_manager', one)
  await give('pos_cashier', two)
})
afterAll(() => chain.close())

const atHq = async (command: Parameters<typeof ask>[1], question: object) => {
  const answer = await ask(chain.hq.url, command, { token: chain.company.adminToken, ...question })
  if (answer.status >= 300) throw new Error(`${command.name}: ${answer.text}`)
  return answer
}

async function give(roleCode: string, { plan }: Site<StoreHere>): Promise<void> {
  const question = { params: { id: nora.id }, body: { roleCode, storeId: plan.id } }
  nora = (await atHq(assignRole, question)).json() as UserView
}

async function tokenAt({ server }: Site<StoreHere>): Promise<string | undefined> {
  const answer = await ask(server.url, login, { body: { username: 'nora', password: PASSWORD } })
  return answer.status === 200 ? String(answer.json()['accessToken']) : undefined
}

async function rightsAt({ server }: Site<StoreHere>, token: string | undefined): Promise<readonly string[]> {
  const answer = await ask(server.url, ownPermissions, { token })
  return answer.status === 200 ? (answer.json()['permissions'] as string[]) : []
}

/** The token she gets as soon as the store has heard of her. */
async function signedIn(site: Site<StoreHere>): Promise<string> {
  let token: string | undefined
  await until('the store knows her', async () => (token = await tokenAt(site)) !== undefined)
  return token ?? ''
}

test('one person is manager in one store and cashier in another, and has in each what she is there', async () => {
  const [here, there] = [await signedIn(first), await signedIn(second)]
  await until('the second store knows her role', async () => (await rightsAt(second, there)).length > 0)
  const manager = await rightsAt(first, here)
  expect(manager).toContain('store:settings.manage')
  expect(manager).not.toContain('pos:sell')
  const cashier = await rightsAt(second, there)
  expect(cashier).toContain('pos:sell')
  expect(cashier.filter((code) => code.startsWith('store:'))).toEqual([])
  expect(await rightsAt(second, here)).toEqual([])
})

test('a store gets a signed word on its rights and can prove them', async () => {
  await until('rights are proved', () => first.server.store.needs.rights.proof() === 'proved')
  expect(first.server.store.needs.rights.state).toMatchObject({ lapsed: 'nothing' })
})

test('a demotion in the middle of a session holds with the next pull, the last role ends it; with head office cut off the last synced rights hold', async () => {
  const token = await signedIn(first)
  const take = (roleCode: string) => {
    const held = nora.roles.find((role) => role.roleCode === roleCode && role.storeId === first.plan.id)
    return atHq(revokeRole, { params: { id: nora.id, assignmentId: held?.id } })
  }
  await give('pos_cashier', first)
  await take('store_manager')
  await until('she is demoted', async () => !(await rightsAt(first, token)).includes('store:settings.manage'))
  expect(await rightsAt(first, token)).toContain('pos:sell')
  await take('pos_cashier')
  await until('she is out', async () => (await ask(first.server.url, me, { token })).status === 401)
  await give('store_manager', first)
  const again = await signedIn(first)
  expect((await ask(first.server.url, me, { token })).status).toBe(401)
  await chain.hq.stop()
  expect(await rightsAt(first, again)).toContain('store:settings.manage')
  expect(await rightsAt(second, await signedIn(second))).toContain('pos:sell')
})
