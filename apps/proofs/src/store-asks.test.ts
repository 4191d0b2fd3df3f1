import {
  compareStore,
  listDrills,
  resyncStore,
  saveSetting,
  startDrill,
  syncStatus,
  type Command,
} from '@pos/shared-types'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ask, call } from '../test/harness/ask.ts'
import { signIn, startChain, type Chain, type Site } from '../test/harness/chain.ts'
import type { HqHere } from '../test/harness/hq-here.ts'
import { hqRows } from '../test/harness/rows.ts'
import { settled } from '../test/harness/settled.ts'
import type { StoreHere } from '../test/harness/store-here.ts'
import { openTill } from '../test/harness/tills.ts'
import { until } from '../test/harness/until.ts'

let chain: Chain<HqHere, StoreHere>
let north: Site<StoreHere>
let south: Site<StoreHere>
beforeAll(async () => {
  chain = await startChain({ stores: 2, products: 5, hasTwoHqs: true, hasLine: true })
  ;[north, south] = chain.sites as [Site<StoreHere>, Site<StoreHere>]
  await settled(chain)
  for (const { server, plan } of chain.sites) {
    await until('the store listens', async () => (await server.store.upLink?.view())?.isReached)
    await until('head office has noted that', async () => (await statusOf(plan.id))?.lastSeenAt)
  }
}, 60_000)
afterAll(() => chain?.close())

const processes = () => [chain.hq.url, chain.otherHq?.url ?? '']
const token = () => chain.company.adminToken
const statusOf = async (id: string) => {
  const { stores } = await call(chain.hq.url, syncStatus, { token: token() })
  return stores.find(({ storeId }) => storeId === id)
}
const compared = async ({ plan }: Site<StoreHere>) => (await statusOf(plan.id))?.compared?.at

test('[SE94] any process of head office asks the store that is meant, and no other, to compare', async () => {
  for (const url of processes()) {
    const before = [await compared(north), await compared(south)]
    expect(await call(url, compareStore, { token: token(), params: { id: north.plan.id } })).toEqual({ compared: null })
    await until('the store has compared', async () => (await compared(north)) !== before[0])
    expect(await compared(south)).toBe(before[1])
  }
})

test('[SE94] a store that is asked fetches its catalogue anew, and sells on meanwhile', async () => {
  const { store } = north.server
  const generation = () =>
    store.database.catalogue.read((view) =>
      view.prepare<{ at: number }>('select applied_at as at from sync_cursors').get(),
    )
  const before = generation()?.at
  await call(chain.hq.url, resyncStore, { token: token(), params: { id: north.plan.id } })
  await until('the catalogue came anew', () => generation()?.at !== before)
})

test('[SE94] head office lets a store begin a drill; the store keeps its book, and refuses a second one', async () => {
  const body = { storeId: south.plan.id, link: 'store', minutes: 1 } as const
  const drill = await call(chain.otherHq?.url ?? '', startDrill, { token: token(), body, key: 'a-drill-and-only-one' })
  expect(drill).toMatchObject({ storeId: south.plan.id, link: 'store', endedAt: null, findings: null })
  expect(south.server.store.lines.areTillsCut).toBe(true)
  const again = await call(chain.hq.url, startDrill, { token: token(), body, key: 'a-drill-and-only-one' })
  expect(again).toEqual(drill)
  const second = await ask(chain.hq.url, startDrill, { token: token(), body, key: 'another-drill-later' })
  expect(second.json()).toMatchObject({ status: 409, code: 'DRILL_RUNNING' })

  const manager = await signIn(south, south.plan.manager.username)
  const { items } = await call(south.url, listDrills, { token: manager, query: {} })
  expect(items).toMatchObject([{ id: drill.id, startedById: drill.startedById }])
})

test('[SE26] how often a store asks is the company’s to say', async () => {
  const body = { level: 'store', storeId: north.plan.id, value: 1 } as const
  await call(chain.hq.url, saveSetting, { token: token(), params: { key: 'sync.poll_s' }, body })
  const asked = new Set<unknown>()
  const limit = { limitMs: 20_000, everyMs: 200 }
  await until(
    'it asks again and again',
    async () => asked.add((await statusOf(north.plan.id))?.lastSeenAt).size > 5,
    limit,
  )
})

test('[SE95] what head office lost under later events it asks the store for, and the store sends it again', async () => {
  const { id } = north.plan
  const { till } = await openTill(north, 1)
  await settled(chain, [till])
  await till.stop()
  const office = await hqRows(chain.database.superuserUrl)
  const received = async () => {
    await chain.hq.hq.gaps.look()
    return (await statusOf(id))?.received
  }
  await until('all is here', async () => (await received())?.missing === 0)
  const before = await received()
  const [lost] = await office.all(`
    with lost as (delete from inbox where store_id = '${id}' and type = 'device.changed' returning event_id)
    select count(*) as count from lost`)
  expect(lost?.['count']).toBeGreaterThan(0)
  await office.all(`delete from aggregate_heads where store_id = '${id}' and aggregate_type = 'device'`)
  await office.all(`delete from received_lineages where store_id = '${id}'`)
  expect((await received())?.missing).toBe(lost?.['count'])
  await office.all(`update received_lineages set missing_since = now() - interval '3 minutes' where store_id = '${id}'`)
  await until('it was sent again', async () => (await received())?.missing === 0)
  expect(await received()).toMatchObject({ count: before?.count })
  await office.close()
})

test('a store that cannot be reached is not waited for long, and one that does not exist is not found', async () => {
  const strange = north.plan.registerIds[0] ?? ''
  const tries: readonly [Command, object | undefined][] = [
    [compareStore, undefined],
    [resyncStore, undefined],
    [startDrill, { storeId: strange, link: 'hq', minutes: 1 }],
  ]
  for (const [command, body] of tries) {
    const answer = await ask(chain.hq.url, command, {
      token: token(),
      params: { id: strange },
      body,
      key: command.name,
    } as never)
    expect(answer.json()).toMatchObject({ code: 'NOT_FOUND' })
  }
  await north.line?.cut()
  const cut = await ask(chain.hq.url, compareStore, { token: token(), params: { id: north.plan.id } })
  expect(cut.json()).toMatchObject({ status: 503, code: 'STORE_UNREACHABLE' })
  await north.line?.heal()
})

test('a store server does it for itself, and for no other store', async () => {
  const manager = await signIn(south, south.plan.manager.username)
  const own = { token: manager, params: { id: south.plan.id } }
  expect(await call(south.url, resyncStore, { ...own, key: 'its-own-catalogue' })).toEqual({})
  const other = { token: manager, params: { id: north.plan.id } }
  expect((await ask(south.url, resyncStore, { ...other, key: 'the-catalogue-of-another' })).json()).toMatchObject({
    code: 'NOT_FOUND',
  })
  expect((await ask(south.url, compareStore, other)).json()).toMatchObject({ code: 'NOT_FOUND' })
})
