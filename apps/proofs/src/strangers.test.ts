import { commands, type Access, type Command, type ServerKind } from '@pos/shared-types'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ask } from '../test/harness/ask.ts'
import { goodRequest } from '../test/harness/bad-requests.ts'
import { enrolledDevice, storeSigner, type Caller } from '../test/harness/callers.ts'
import { signIn, startChain, type Chain, type Site } from '../test/harness/chain.ts'
import type { HqHere } from '../test/harness/hq-here.ts'
import { refusalFaults } from '../test/harness/refusal-faults.ts'
import { hqRows, storeRows, type Rows } from '../test/harness/rows.ts'
import { settled } from '../test/harness/settled.ts'
import { changedTables, digestHq, digestStore } from '../test/harness/snapshot.ts'
import type { StoreHere } from '../test/harness/store-here.ts'

let chain: Chain<HqHere, StoreHere>
let first: Site<StoreHere>
let hq: Rows
let store: Rows
const callers: Record<string, Caller> = {}

beforeAll(async () => {
  chain = await startChain({ stores: 2, products: 3 })
  const [one, other] = chain.sites
  if (!one || !other) throw new Error('a chain of two stores')
  first = one
  const [manager, otherManager] = [
    await signIn(one, one.plan.manager.username),
    await signIn(other, other.plan.manager.username),
  ]
  callers['nobody'] = {}
  callers['a made-up token'] = { token: `${manager.slice(0, -4)}AAAA` }
  callers['the boss, with his token of head office'] = { token: chain.company.adminToken }
  callers['a manager, with his token of this store'] = { token: manager }
  callers['a manager, with his token of the other store'] = { token: otherManager }
  callers['a device of this store'] = { signer: await enrolledDevice(one, manager) }
  callers['a device of the other store'] = { signer: await enrolledDevice(other, otherManager) }
  callers['a device with a key of its own making'] = {
    signer: { ...storeSigner(other), peerId: storeSigner(one).peerId },
  }
  callers['the server of the other store'] = { signer: storeSigner(other) }
  await settled(chain)
  hq = await hqRows(chain.database.superuserUrl)
  store = storeRows(one.folder)
})
afterAll(async () => {
  await hq.close()
  await store.close()
  await chain.close()
})

/** Commands of a server that only known callers may try: users by token, or machines by key. */
function guarded(kind: ServerKind, by: 'token' | 'key' | 'any'): readonly Command[] {
  const isByKey = (access: Access | undefined) => access === 'device' || access === 'peer'
  return commands.filter(({ access }) => {
    const mine = access[kind]
    if (mine === undefined || mine === 'public') return false
    return by === 'any' || isByKey(mine) === (by === 'key')
  })
}

async function refusals(url: string, some: readonly Command[], caller: Caller): Promise<string[]> {
  const faults: string[] = []
  for (const command of some) {
    const answer = await ask(url, command, { ...goodRequest(command), ...caller })
    faults.push(...refusalFaults(command.name, answer))
    if (answer.status !== 401 && answer.status !== 403) faults.push(`${command.name} answers ${answer.status}`)
  }
  return faults
}

test.each([
  ['nobody', 'any'],
  ['a made-up token', 'any'],
  ['the boss, with his token of head office', 'any'],
  ['a manager, with his token of the other store', 'any'],
  ['a manager, with his token of this store', 'key'],
  ['a device of the other store', 'any'],
  ['a device of this store', 'token'],
  ['a device with a key of its own making', 'any'],
  ['the server of the other store', 'any'],
] as const)('a store refuses %s at every command that needs %s credentials', async (who, by) => {
  const before = await digestStore(store)
  const faults = await refusals(first.url, guarded('store', by), callers[who] ?? {})
  expect(faults).toEqual([])
  expect(changedTables(before, await digestStore(store))).toEqual([])
})

test.each([
  ['nobody', 'any'],
  ['a made-up token', 'any'],
  ['a manager, with his token of this store', 'any'],
  ['the boss, with his token of head office', 'key'],
  ['a device of this store', 'any'],
  ['a device with a key of its own making', 'any'],
  ['the server of the other store', 'token'],
] as const)('head office refuses %s at every command that needs %s credentials', async (who, by) => {
  const before = await digestHq(hq)
  const faults = await refusals(chain.hq.url, guarded('hq', by), callers[who] ?? {})
  expect(faults).toEqual([])
  expect(changedTables(before, await digestHq(hq))).toEqual([])
})
