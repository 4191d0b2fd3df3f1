import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Context } from '@pos/core'
import { completeSale, type PullPage, type SaleContent } from '@pos/shared-types'
import { storeReplica, systemClock } from '@pos/server-kit'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { ask } from '../test/harness/ask.ts'
import { startChain, type Chain, type Site } from '../test/harness/chain.ts'
import { compareBooks } from '../test/harness/compare-books.ts'
import { openDesk, type Desk } from '../test/harness/desk.ts'
import type { HqHere } from '../test/harness/hq-here.ts'
import { PLENTY } from '../test/harness/random-cart.ts'
import { printOfSales } from '../test/harness/sale-print.ts'
import { settled } from '../test/harness/settled.ts'
import { beforeStatements, diskFault } from '../test/harness/statement-hook.ts'
import type { StoreHere } from '../test/harness/store-here.ts'

/** A page of the log and its header, behind the header of the log. */
const FRAME_BYTES = 4096 + 24
const LOG_HEADER_BYTES = 32

let chain: Chain<HqHere, StoreHere>
let site: Site<StoreHere>
let desk: Desk
let unhook = () => {}
const promised: { id: string; hash: string; totalMinor: number }[] = []

beforeAll(async () => {
  chain = await startChain({ products: 5, walBytes: 0 })
  ;[site] = chain.sites as [Site<StoreHere>]
  desk = await openDesk(site)
  await sell(crypto.randomUUID())
  await settled(chain)
})
afterEach(() => unhook())
afterAll(() => chain?.close())

async function sell(key: string) {
  const lines = chain.company.products.slice(0, 2).map(({ barcode }) => ({ code: barcode, quantityMilli: 1000 }))
  const payments = [{ tenderTypeId: chain.company.cashId, tenderedMinor: PLENTY }]
  const body: SaleContent = { registerId: desk.registerId, lines, payments }
  const answer = await ask(site.url, completeSale, { token: desk.token, key, body })
  if (answer.status === 201) promised.push(answer.json() as (typeof promised)[number])
  return answer
}

/** The files as the disk would show them after a death of the process. */
function copyTo(name: string): string {
  const folder = join(chain.folder, 'copies', name)
  mkdirSync(folder, { recursive: true })
  for (const file of ['ops.db', 'ops.db-wal'])
    if (existsSync(join(site.folder, file))) copyFileSync(join(site.folder, file), join(folder, file))
  return join(folder, 'ops.db')
}

test('[SE11] a store that dies at any statement of a sale has none of it, and all of it once it is committed', async () => {
  const before = copyTo('before')
  const dead: string[] = []
  unhook = beforeStatements(({ file, isInUnit }) => {
    if (file === 'ops.db' && isInUnit) dead.push(copyTo(`statement-${dead.length}`))
  })
  expect((await sell(crypto.randomUUID())).status).toBe(201)
  unhook()
  const after = copyTo('after')
  const [none, all] = [printOfSales(before), printOfSales(after)]
  expect(all).not.toBe(none)
  const prints = dead.map((path) => printOfSales(path))
  expect(prints.filter((print) => print !== none && print !== all)).toEqual([])
  const whole = prints.indexOf(all)
  expect(prints.slice(0, whole === -1 ? undefined : whole).length).toBeGreaterThan(10)
  // Whoever has seen all of it once sees it for ever.
  expect(whole === -1 ? [] : prints.slice(whole).filter((print) => print !== all)).toEqual([])
})

test('[SE11] a store that dies between two pages of a commit has none of the sale', async () => {
  const before = copyTo('log-before')
  expect((await sell(crypto.randomUUID())).status).toBe(201)
  const after = copyTo('log-after')
  const [none, all] = [printOfSales(copyOf(before)), printOfSales(copyOf(after))]
  expect(all).not.toBe(none)
  const [old, now] = [readFileSync(`${before}-wal`), readFileSync(`${after}-wal`)]
  const seen = new Set<string>()
  let cuts = 0
  for (let end = LOG_HEADER_BYTES; end < now.length; end += FRAME_BYTES / 2) {
    if (old.subarray(0, end).equals(now.subarray(0, end)) && old.length >= now.length) continue
    const path = copyOf(before)
    writeFileSync(`${path}-wal`, Buffer.concat([now.subarray(0, end), old.subarray(end)]))
    seen.add(printOfSales(path))
    cuts += 1
  }
  expect(cuts).toBeGreaterThan(5)
  expect([...seen].filter((print) => print !== none && print !== all)).toEqual([])
  expect(seen.has(none)).toBe(true)
})

let copies = 0
/** Looking at a file folds its log into it. */
function copyOf(path: string): string {
  copies += 1
  const folder = join(chain.folder, 'copies', `copy-${copies}`)
  mkdirSync(folder, { recursive: true })
  for (const suffix of ['', '-wal'])
    if (existsSync(path + suffix)) copyFileSync(path + suffix, join(folder, `ops.db${suffix}`))
  return join(folder, 'ops.db')
}

test('[SE11] a sale whose connection fails at any statement is refused, leaves nothing, and succeeds with the same key', async () => {
  let refused = 0
  for (let wanted = 1; ; wanted += 1) {
    await settled(chain)
    const before = printOfSales(copyTo(`fault-${wanted}`))
    let count = 0
    unhook = beforeStatements(({ file, isInUnit }) => {
      if (file !== 'ops.db' || !isInUnit) return
      count += 1
      if (count === wanted) throw diskFault()
    })
    const key = crypto.randomUUID()
    const answer = await sell(key)
    unhook()
    if (answer.status === 201) break
    refused += 1
    expect(answer.json()).toMatchObject({ status: 503, code: 'STORAGE_FAILED' })
    expect(printOfSales(copyTo(`refused-${wanted}`))).toBe(before)
    expect((await sell(key)).status).toBe(201)
  }
  expect(refused).toBeGreaterThan(10)
  await settled(chain)
  expect(await compareBooks(chain, { promised: new Map([[site.plan.code, promised]]) })).toMatchObject({ faults: [] })
}, 120_000)

test('[SE24] a page of a pull that fails at any statement leaves rows and cursor as they were, and goes in at the next try', async () => {
  const { store } = site.server
  await store.upLink?.stop()
  const { catalogue } = store.database
  const { tenantId } = chain.company
  const context = (): Context => ({ tenantId, appContext: 'system', correlationId: 'pull', at: systemClock.now() })
  const { pullRules: rules } = store.needs
  const replica = storeReplica({ catalogue, context, clock: systemClock, rules, onCommitted: () => {} })
  const kept = () =>
    catalogue.read((view) => [
      view.version,
      view.prepare('select id, name, version from departments order by id').all(),
      view.prepare('select entity, entity_id, version from sync_change order by 1, 2').all(),
    ])
  const cursor = await replica.cursor()
  if (!cursor) throw new Error('the store has a catalogue')
  const row = catalogue.read((view) => view.prepare<Record<string, string>>('select * from departments').get())
  const { version: _, extra: __, ...columns } = row ?? {}
  const pageTo = (version: number): PullPage => ({
    epoch: cursor.epoch,
    from: version - 1,
    to: version,
    head: version,
    minVersion: 0,
    more: false,
    changes: [
      {
        entity: 'department',
        id: String(columns['id']),
        op: 'U',
        version,
        schema: 1,
        data: { row: { ...columns, name: `Renamed ${version}` }, children: {} },
      },
    ],
  })
  let failed = 0
  for (let wanted = 1, version = cursor.version + 1; ; wanted += 1) {
    const before = kept()
    let count = 0
    unhook = beforeStatements(({ file, isInUnit }) => {
      if (!file.startsWith('catalog') || !isInUnit) return
      count += 1
      if (count === wanted) throw diskFault()
    })
    const applied = await replica.apply(pageTo(version)).then(
      () => true,
      () => false,
    )
    unhook()
    if (applied) break
    failed += 1
    expect(kept()).toEqual(before)
    await replica.apply(pageTo(version))
    expect(kept()).not.toEqual(before)
    version += 1
  }
  expect(failed).toBeGreaterThan(4)
})
