import { open } from 'node:fs/promises'
import { join } from 'node:path'
import type { Context, UnitOfWork } from '@pos/core'
import { startEmbeddedPostgres, openHqDatabase, type StoreTx } from '@pos/db'
import { createLog, systemClock, uuidv7Ids } from '@pos/server-kit'
import { Store } from '@pos/store-server'
import { temporaryFolder, type TemporaryFolder } from '@pos/testing'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { booksTable } from '../verify/table.ts'
import { verifyBooks, type StoreReport } from '../verify/verify-books.ts'
import { prepareDemo } from './prepare.ts'
import type { DemoSheet } from './sheet.ts'

const DAYS = 5
const log = createLog({ name: 'demo test', level: 'silent' })

let folder: TemporaryFolder
let sheet: DemoSheet
let books: readonly StoreReport[]

beforeAll(async () => {
  folder = temporaryFolder()
  const { signal } = new AbortController()
  sheet = await prepareDemo({ folder: folder.path, days: DAYS, log: () => {}, signal })
  books = (await verifyBooks(folder.path)).stores
}, 180_000)
afterAll(() => folder.remove())

test('the books of the demo hold: chains, numbers, Z reports, totals, stock, events and head office', () => {
  expect(books.map(({ code, report }) => [code, report.faults])).toEqual([
    ['SJU', []],
    ['NYC', []],
  ])
})

test('every sale is at head office, to the cent, and none is flagged', () => {
  for (const { report } of books) {
    expect(report.sales).toBeGreaterThan(DAYS * 25)
    expect(report).toMatchObject({ waiting: 0, totalAtHqMinor: report.totalMinor, flags: new Map() })
  }
  // One Z a day for each of three registers here, two there.
  expect(books.map(({ report }) => report.zReports)).toEqual([3 * DAYS, 2 * DAYS])
})

test('its customers are known in every store that trades', async () => {
  for (const name of ['store-1', 'store-2']) {
    const known = await inStore(name, (unitOfWork, ctx) =>
      unitOfWork.read(ctx, ({ catalog }) =>
        catalog.prepare<{ name: string }>('select name from customers order by name').all(),
      ),
    )
    expect(known).toHaveLength(40)
    expect(known[0]).toEqual({ name: 'Aida Maldonado' })
  }
})

test('the sheet has a code for every register and the token of the store that is not set up', () => {
  expect(sheet.deviceCodes.map((code) => code.who)).toHaveLength(5)
  expect(sheet.provisioningTokens).toMatchObject([{ who: expect.stringContaining('PSE') as string }])
  expect(sheet.managers.map((manager) => manager.who)).toEqual(['carmen', 'denise', 'rosa'])
})

test('what does not hold is found, whichever side was changed', async () => {
  await changeStore('store-1', [
    `delete from outbox where seq = (select max(seq) from outbox)`,
    `update number_series set last_hash = zeroblob(32) where document = 'sale'`,
  ])
  await changeHeadOffice()
  const [changed, other] = (await verifyBooks(folder.path)).stores
  const faults = changed?.report.faults.join('\n')
  expect(faults).toMatch(/only head office has the event/)
  expect(faults).toMatch(/goes on from another hash/)
  expect(faults).toMatch(/the totals of .* are .*, the sales make/)
  expect(other?.report.faults).toEqual([])
})

test('a damaged file is told of, and the other stores are checked all the same', async () => {
  const path = join(folder.path, 'store-2', 'ops.db')
  const file = await open(path, 'r+')
  await file.write(Buffer.alloc(4096, 0xff), 0, 4096, 8192)
  await file.close()
  const found = await verifyBooks(folder.path)
  expect(found.stores.map(({ code }) => code)).toEqual(['SJU'])
  expect(found.damages).toEqual([expect.stringContaining(`${path} is damaged`)])
  expect(booksTable(found)).toContain(`FAULT ${path} is damaged`)
})

function changeStore(name: string, statements: readonly string[]): Promise<void> {
  return inStore(name, (unitOfWork, ctx) =>
    unitOfWork.write(ctx, 'test.change', ({ tx }) => {
      for (const statement of statements) tx.prepare(statement).run()
    }),
  )
}

type Work<Result> = (unitOfWork: UnitOfWork<StoreTx>, ctx: Context) => Promise<Result>

async function inStore<Result>(name: string, work: Work<Result>): Promise<Result> {
  const store = await Store.open({ folder: join(folder.path, name), clock: systemClock, ids: uuidv7Ids, log })
  const ctx = { tenantId: store.identity?.tenantId ?? '', appContext: 'system', correlationId: 'test', at: 0 } as const
  try {
    return await work(store.database.unitOfWork, ctx)
  } finally {
    await store.close()
  }
}

async function changeHeadOffice(): Promise<void> {
  const postgres = await startEmbeddedPostgres({ folder: join(folder.path, 'hq', 'postgres'), log })
  const hq = await openHqDatabase({ appUrl: postgres.appUrl, log })
  const tenantId = books[0]?.tenantId ?? ''
  const ctx = { tenantId, appContext: 'system', correlationId: 'test', at: 0 } as const
  await hq.unitOfWork.write(ctx, 'test.change', ({ tx }) =>
    tx.query(sql`
      update daily_store_sales set total_minor = total_minor + 1 where (store_id, business_on, hour) in (
        select store_id, business_on, hour from daily_store_sales where store_id = ${books[0]?.storeId} limit 1)`),
  )
  await hq.close()
  await postgres.stop()
}
