import {
  compareStore,
  createCustomer,
  listConflicts,
  listCustomers,
  resolveConflict,
  updateCustomer,
  type ConflictView,
  type CustomerField,
  type CustomerValues,
  type CustomerView,
} from '@pos/shared-types'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ask, call } from '../test/harness/ask.ts'
import { signIn, startChain, type Chain, type Site } from '../test/harness/chain.ts'
import type { HqHere } from '../test/harness/hq-here.ts'
import { settled } from '../test/harness/settled.ts'
import type { StoreHere } from '../test/harness/store-here.ts'
import { until } from '../test/harness/until.ts'

let chain: Chain<HqHere, StoreHere>
let north: Place
let south: Place
let office: Place

type Place = { readonly url: string; readonly token: string; readonly site?: Site<StoreHere> }

beforeAll(async () => {
  chain = await startChain({ stores: 2, hasLine: true })
  const placeOf = async (site: Site<StoreHere> | undefined): Promise<Place> => {
    if (!site) throw new Error('the chain has two stores')
    return { url: site.url, token: await signIn(site, site.plan.manager.username), site }
  }
  north = await placeOf(chain.sites[0])
  south = await placeOf(chain.sites[1])
  office = { url: chain.hq.url, token: chain.company.adminToken }
}, 60_000)
afterAll(() => chain?.close())

const ADA: CustomerValues = {
  kind: 'person',
  name: 'Ada Lovelace',
  company: null,
  taxNumber: null,
  email: 'ada@example.org',
  phone: null,
  locale: 'en',
  birthOn: '1815-12-10',
  note: null,
  isBlocked: false,
}

const add = (at: Place, changes: Partial<CustomerValues> = {}) =>
  call(at.url, createCustomer, { token: at.token, body: { ...ADA, ...changes } })

async function seen(at: Place, id: string): Promise<CustomerView> {
  const { items } = await call(at.url, listCustomers, { token: at.token, query: { limit: 200 } })
  const found = items.find((customer) => customer.id === id)
  if (!found) throw new Error(`${at.url} does not know the customer`)
  return found
}

/** Changes fields as somebody does who reads the customer, and writes what he read back with them. */
async function change(at: Place, id: string, changes: Partial<CustomerValues>): Promise<CustomerView> {
  const { stamps } = await seen(at, id)
  const marks = Object.keys(changes).map((field) => [field, stamps[field as CustomerField]?.hlc ?? null])
  const body = { changes, seen: Object.fromEntries(marks) as object }
  return call(at.url, updateCustomer, { token: at.token, params: { id }, body })
}

const conflicts = async (): Promise<ConflictView[]> =>
  (await call(office.url, listConflicts, { token: office.token, query: {} })).items

const resolve = (id: string, choice: ConflictView['proposed']) =>
  call(office.url, resolveConflict, { token: office.token, params: { id }, body: { choice } })

/** Until every node shows the customer as head office does, and nothing is on its way. */
async function same(id: string): Promise<CustomerView> {
  await settled(chain)
  const truth = await seen(office, id)
  await until('every node shows the same customer', async () => {
    for (const place of [north, south]) expect(await seen(place, id)).toEqual(truth)
    return true
  })
  return truth
}

const cutOff = ({ site }: Place) => site?.line?.cut()
const mend = ({ site }: Place) => site?.line?.heal()

test('[SE55] a customer made in a shop is in every shop, and nobody had to wait for head office', async () => {
  await cutOff(north)
  const { id, code } = await add(north)
  expect(code.startsWith(north.site?.plan.code ?? '?')).toBe(true)
  expect(await seen(north, id)).toMatchObject({ ...ADA, isPending: true })
  await change(north, id, { phone: '787 555 0100' })
  await mend(north)
  expect(await same(id)).toMatchObject({ ...ADA, phone: '787 555 0100', isPending: false })
})

test('[SE54] what two shops write into different fields while the line is cut is all kept', async () => {
  const { id } = await add(office, { email: 'two@example.org' })
  await same(id)
  await cutOff(north)
  await cutOff(south)
  await change(north, id, { note: 'Likes tea' })
  await change(south, id, { phone: '212 555 0101' })
  await mend(north)
  await mend(south)
  expect(await same(id)).toMatchObject({ note: 'Likes tea', phone: '212 555 0101' })
  expect((await conflicts()).filter(({ entityId }) => entityId === id)).toEqual([])
})

test('[SE54] of one field written twice the later stands, both are told, and a person decides', async () => {
  const { id } = await add(office, { email: 'three@example.org' })
  await same(id)
  await cutOff(north)
  await cutOff(south)
  await change(north, id, { name: 'Ada King' })
  await change(south, id, { name: 'Ada Byron' })
  await mend(south)
  await until('head office has heard of the later one', async () => {
    expect((await seen(office, id)).name).toBe('Ada Byron')
    return true
  })
  await mend(north)
  expect(await same(id)).toMatchObject({ name: 'Ada Byron' })

  const [conflict] = (await conflicts()).filter(({ entityId }) => entityId === id)
  expect(conflict).toMatchObject({
    kind: 'field',
    field: 'name',
    local: { value: 'Ada Byron' },
    remote: { value: 'Ada King', storeCode: north.site?.plan.code },
    base: 'Ada Lovelace',
    proposed: 'local',
    state: 'open',
  })
  expect(conflict?.remote.userName).not.toBeNull()

  const settledConflict = await resolve(conflict?.id ?? '', 'remote')
  expect(settledConflict).toMatchObject({ state: 'resolved' })
  expect(await same(id)).toMatchObject({ name: 'Ada King' })
  const again = await ask(office.url, resolveConflict, {
    token: office.token,
    params: { id: conflict?.id ?? '' },
    body: { choice: 'local' },
    key: 'another-answer',
  })
  expect(again.status).toBe(409)
  expect(await seen(office, id)).toMatchObject({ name: 'Ada King' })
})

test('a change that was read before somebody else wrote is refused where both are known', async () => {
  const { id } = await add(office, { email: 'four@example.org' })
  const before = await seen(office, id)
  await change(office, id, { note: 'first' })
  const late = await ask(office.url, updateCustomer, {
    token: office.token,
    params: { id },
    body: { changes: { note: 'second' }, seen: { note: before.stamps.note?.hlc ?? null } },
  })
  expect([late.status, late.json().code]).toEqual([409, 'REVISION_CONFLICT'])
  expect(await same(id)).toMatchObject({ note: 'first' })
})

test('the same address under two names is asked about, and one can stand for the other from then on', async () => {
  const first = await add(office, { email: 'Twin@example.org', name: 'First Twin' })
  await same(first.id)
  const second = await add(north, { email: 'twin@example.org', name: 'Second Twin' })
  await same(second.id)
  const [conflict] = (await conflicts()).filter(({ entityId }) => entityId === second.id)
  expect(conflict).toMatchObject({ kind: 'duplicate_customer', field: 'email', proposed: 'both' })
  expect([conflict?.local.id, conflict?.remote.id]).toEqual([first.id, second.id])
  await resolve(conflict?.id ?? '', 'local')
  await until('the second is no customer of its own in any list', async () => {
    for (const place of [office, north, south]) {
      const { items } = await call(place.url, listCustomers, { token: place.token, query: { q: 'twin' } })
      expect(items.map(({ id }) => id)).toEqual([first.id])
    }
    return true
  })
})

test('[SE55] a list is read in pages, with what head office does not know yet in its place', async () => {
  const names = ['Zoe', 'Xavier', 'Yolanda', 'xenia', 'Wanda']
  for (const name of names.slice(0, 3)) await same((await add(office, { email: null, name: `Page ${name}` })).id)
  await cutOff(south)
  for (const name of names.slice(3)) await add(south, { email: null, name: `Page ${name}` })
  const found: string[] = []
  let cursor: string | undefined
  do {
    const query = { q: 'page', limit: 2, ...(cursor !== undefined && { cursor }) }
    const page = await call(south.url, listCustomers, { token: south.token, query })
    found.push(...page.items.map(({ name }) => name))
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined)
  await mend(south)
  expect(found).toEqual(['Page Wanda', 'Page Xavier', 'Page xenia', 'Page Yolanda', 'Page Zoe'])
  await settled(chain)
})

test('[SE50] a store and head office hold the same customers, stamps included', async () => {
  await until('the store finds nothing that differs', async () => {
    const { compared } = await call(north.url, compareStore, {
      token: north.token,
      params: { id: north.site?.server.store.identity?.storeId ?? '' },
    })
    expect(compared).toMatchObject({ differing: [], pending: 0 })
    return true
  })
})
