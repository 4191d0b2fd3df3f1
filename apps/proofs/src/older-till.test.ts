import { connectStore, createTill, JOURNAL_STORES, memoryStorage, type JournalStores, type Till } from '@pos/pos-logic'
import { gzip, newDeviceKey, sha256 } from '@pos/pos-logic/node'
import { systemClock } from '@pos/server-kit'
import { ENTITY_SCHEMA, ENTITY_SCHEMA_HEADER } from '@pos/shared-types'
import { plantStep } from '@pos/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startChain, type Chain, type Site } from '../test/harness/chain.ts'
import type { HqHere } from '../test/harness/hq-here.ts'
import { PIN } from '../test/harness/pin.ts'
import { ring } from '../test/harness/ring.ts'
import { settled } from '../test/harness/settled.ts'
import type { StoreHere } from '../test/harness/store-here.ts'
import { enrolmentCode } from '../test/harness/tills.ts'
import { tillPorts } from '../test/harness/till-ports.ts'
import { until } from '../test/harness/until.ts'

let chain: Chain<HqHere, StoreHere>
let site: Site<StoreHere>
let undo = () => {}
const tills: Till[] = []
beforeAll(async () => {
  chain = await startChain({ products: 3 })
  ;[site] = chain.sites as [Site<StoreHere>]
  // One release ago a department had a title.
  undo = plantStep('department', ({ row, children }) => ({ row: { ...row, name: `Title ${row['name']}` }, children }))
})
afterAll(async () => {
  undo()
  for (const till of tills) await till.stop()
  await chain?.close()
})

/** A till of the release that knows documents of `schema`. */
async function tillOf(schema: number, place: number): Promise<Till> {
  const device = {
    baseUrl: site.url,
    storage: memoryStorage<JournalStores>(JOURNAL_STORES),
    deviceKey: newDeviceKey(),
  }
  const ofItsTime: typeof fetch = (url, init) => {
    const headers = new Headers(init?.headers)
    headers.set(ENTITY_SCHEMA_HEADER, String(schema))
    return fetch(url, { ...init, headers })
  }
  const store = connectStore({ ...device, clock: systemClock, sha256, gzip, fetch: ofItsTime })
  const till = await createTill({ ...tillPorts({ ...device, seed: place }), ...store })
  tills.push(till)
  await till.setUp.enrol(await enrolmentCode(site, place))
  till.start()
  await until('the till has a catalogue', () => till.catalogue.isUsable)
  await till.setUp.takeRegister(site.plan.registerIds[place] ?? '')
  await till.staff.signIn(site.plan.cashier.id, PIN)
  await till.shifts.open({ floatMinor: 10_000 })
  return till
}

const names = (till: Till) => till.catalogue.departments.map(({ name }) => name)

test('[SE64] [SE83] a till that is a release behind its store gets copies and changes as it knows them, and sells', async () => {
  const older = await tillOf(ENTITY_SCHEMA - 1, 0)
  const newer = await tillOf(ENTITY_SCHEMA, 1)
  expect(names(older)).toEqual(names(newer).map((name) => `Title ${name}`))

  await site.server.store.database.catalogue.write((tx) => {
    tx.prepare(`update departments set name = 'Fruit', version = version + 1`).run()
    tx.prepare(`update sync_cursors set version = version + 1, head_seen = head_seen + 1`).run()
    tx.prepare(`insert into sync_change (tenant_id, entity, entity_id, store_scope_key, op, version, schema)
      select d.tenant_id, 'department', d.id, '00000000-0000-0000-0000-000000000000', 'U', c.version, 1
      from departments d, sync_cursors c where true on conflict do update set version = excluded.version`).run()
  })
  for (const till of [older, newer]) till.puller.wake()
  await until(
    'both tills have the change',
    () => names(newer).includes('Fruit') && names(older).includes('Title Fruit'),
  )

  const lines = [{ code: chain.company.products[0]?.barcode ?? '', quantityMilli: 1000 }]
  for (const till of [older, newer]) await ring(till, chain.company.cashId, lines)
  await settled(chain, tills)
})
