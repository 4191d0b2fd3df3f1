import { closeShift, completeSale, countShift, type SaleContent, type SaleSummary } from '@pos/shared-types'
import { temporaryFolder } from '@pos/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { call } from '../test/harness/ask.ts'
import { signIn, startChain, type Chain, type Site } from '../test/harness/chain.ts'
import { checkedBooks } from '../test/harness/checked-books.ts'
import { openDesk, type Desk } from '../test/harness/desk.ts'
import type { HqHere } from '../test/harness/hq-here.ts'
import { PLENTY } from '../test/harness/random-cart.ts'
import { hqRows, storeRows, type Row } from '../test/harness/rows.ts'
import { ring } from '../test/harness/ring.ts'
import { settled } from '../test/harness/settled.ts'
import { copyOfRecords } from '../test/harness/store-copy.ts'
import type { StoreHere } from '../test/harness/store-here.ts'
import { tillBook } from '../test/harness/till-book.ts'
import { enrolmentCode, openTill } from '../test/harness/tills.ts'
import { until } from '../test/harness/until.ts'

const kept = temporaryFolder()
let chain: Chain<HqHere, StoreHere>
let site: Site<StoreHere>
let desk: Desk
const promised: { readonly id: string }[] = []

beforeAll(async () => {
  chain = await startChain({ products: 5 })
  const [first] = chain.sites
  if (!first) throw new Error('a chain has a store')
  site = first
  desk = await openDesk(site)
})
afterAll(async () => {
  await chain.close()
  kept.remove()
})

async function sell(): Promise<SaleSummary> {
  const payments = [{ tenderTypeId: chain.company.cashId, tenderedMinor: PLENTY }]
  const lines = [{ code: chain.company.products[0]?.barcode ?? '', quantityMilli: 1000 }]
  const body: SaleContent = { registerId: desk.registerId, lines, payments }
  const sale = await call(site.url, completeSale, { token: desk.token, body })
  promised.push(sale)
  return sale
}

async function atHq(statement: string): Promise<Row[]> {
  const rows = await hqRows(chain.database.superuserUrl)
  try {
    return await rows.all(statement)
  } finally {
    await rows.close()
  }
}

test('[SE37] [SE38] a store whose records were put back to an older copy goes on in a new lineage, and head office keeps everything', async () => {
  const before = await sell()
  await settled(chain)
  await site.server.stop()
  const copy = copyOfRecords(site.folder, kept.path)
  await site.server.start()
  await sell()
  const forgotten = await sell()
  await settled(chain)

  await site.server.stop()
  copy.putBack()
  await site.server.start()
  desk = { ...desk, token: await signIn(site, site.plan.cashier.username) }
  const after = await sell()
  await sell()
  await settled(chain)

  expect(after.documentNo).not.toBe(forgotten.documentNo)
  expect(after.documentNo).toMatch(/-S[a-z]{4}-000001$/)
  expect(before.documentNo).toMatch(/-Sa-000001$/)
  const sales = await atHq('select id, document_no from sales')
  expect(sales.map(({ id }) => id).toSorted()).toEqual(promised.map(({ id }) => id).toSorted())
  expect(new Set(sales.map((sale) => sale['document_no'])).size).toBe(5)
  expect(await atHq('select * from quarantine')).toEqual([])
  const lineages = await atHq('select reason, ended_at is null as is_open from lineages order by started_at')
  expect(lineages).toEqual([
    { reason: 'created', is_open: false },
    { reason: 'restored', is_open: true },
  ])
  expect(await checkedBooks(chain, site)).toMatchObject({ faults: [], sales: 3, waiting: 0 })
})

test('[SE41] [SE42] what tills had handed over comes back to the store, and head office takes none of it twice', async () => {
  const here = await openTill(site, 1)
  const { till, storage } = here
  const ringUp = async () => {
    const lines = [{ code: chain.company.products[1]?.barcode ?? '', quantityMilli: 2000 }]
    const { sale } = await ring(till, chain.company.cashId, lines)
    promised.push(sale)
    return sale.id
  }
  await ringUp()
  await settled(chain, [till])
  await site.server.stop()
  const copy = copyOfRecords(site.folder, kept.path)
  await site.server.start()
  const forgotten = [await ringUp(), await ringUp()]
  await settled(chain, [till])

  await site.server.stop()
  copy.putBack()
  await site.server.start()
  await until('the till hears of the store again', async () => {
    await till.look()
    return (await till.status()).isStoreReached
  })
  await ringUp()
  const idsAtStore = async () => {
    const rows = storeRows(site.folder)
    const ids = (await rows.all('select id from sales')).map(({ id }) => id)
    await rows.close()
    return ids
  }
  await until('the store has what it had forgotten', async () => {
    const ids = await idsAtStore()
    return forgotten.every((id) => ids.includes(id))
  })
  await settled(chain, [till])

  const sales = await atHq('select id from sales')
  expect(sales.map(({ id }) => id).toSorted()).toEqual(promised.map(({ id }) => id).toSorted())
  expect(await atHq('select type, code from quarantine')).toEqual([])
  const moved = await atHq(`select count(*) as times from stock_movements where source_id = '${forgotten[0]}'`)
  expect(moved).toEqual([{ times: 1 }])
  expect((await tillBook(storage)).unsent).toBe(0)
  expect(await checkedBooks(chain, site)).toMatchObject({ faults: [], sales: 7, waiting: 0 })
  await till.stop()
})

test('[SE38] each life has an audit log of its own, none is broken, and the first entry of a new one explains it', async () => {
  expect(await atHq(`select broken_code from audit_heads where state = 'broken'`)).toEqual([])
  const first = await atHq(`select action, after->>'reason' as reason from audit_logs a
    where a.seq = 1 and a.node <> 'hq' and exists (select 1 from lineages l where l.id::text = a.node and l.reason = 'restored')`)
  expect(first).toEqual([
    { action: 'lineages.start', reason: 'restored' },
    { action: 'lineages.start', reason: 'restored' },
  ])
})

async function close(): Promise<string> {
  const token = await signIn(site, site.plan.manager.username)
  const params = { id: desk.shift.id }
  const counts = [{ tenderTypeId: chain.company.cashId, currency: 'USD', countedMinor: 10_000 }]
  await call(site.url, countShift, { token, params, body: { counts } })
  const body = { differenceReasonId: chain.company.differenceReasonId }
  const z = await call(site.url, closeShift, { token, params, body })
  await settled(chain)
  return z.id
}

test('[SE38] [SE40] a shift that was open goes on in the new life; closed in two lives, head office keeps both Z reports', async () => {
  await site.server.stop()
  const copy = copyOfRecords(site.folder, kept.path)
  await site.server.start()
  const first = await close()
  await site.server.stop()
  copy.putBack()
  await site.server.start()
  const second = await close()

  const shift = await atHq(`select state, sealed is not null as sealed from shifts where id = '${desk.shift.id}'`)
  expect(shift).toEqual([{ state: 'closed', sealed: true }])
  const zs = await atHq(`select id from z_reports where shift_id = '${desk.shift.id}'`)
  expect(zs.map(({ id }) => id).toSorted()).toEqual([first, second].toSorted())
  const codes = await atHq(`select codes from inbox where type = 'shift.closed' and verdict = 'accepted_flagged'`)
  expect(codes).toEqual([{ codes: ['SHIFT_CLOSED', 'SYNC_LINEAGE_FORK'] }])
  expect(await atHq('select type, code from quarantine')).toEqual([])
  expect(await checkedBooks(chain, site)).toMatchObject({ faults: [], zReports: 1, waiting: 0 })
})

test('[SE42] a till that the restored store does not know is enrolled anew and hands over everything it has made', async () => {
  await site.server.stop()
  const copy = copyOfRecords(site.folder, kept.path)
  await site.server.start()
  const { till } = await openTill(site, 2)
  const lines = [{ code: chain.company.products[2]?.barcode ?? '', quantityMilli: 1000 }]
  const made = [await ring(till, chain.company.cashId, lines), await ring(till, chain.company.cashId, lines)]
  await settled(chain, [till])
  await site.server.stop()
  copy.putBack()
  await site.server.start()

  await until('the till hears that it is a stranger', async () => {
    await till.look()
    return till.setUp.isRevoked
  })
  await till.setUp.enrol(await enrolmentCode(site, 2))
  await till.setUp.takeRegister(site.plan.registerIds[2] ?? '')
  await till.look()
  const idsAtStore = async () => {
    const rows = storeRows(site.folder)
    const ids = (await rows.all('select id from sales')).map(({ id }) => id)
    await rows.close()
    return ids
  }
  await until('the store has what the till made', async () => {
    const ids = await idsAtStore()
    return made.every(({ sale }) => ids.includes(sale.id))
  })
  await settled(chain, [till])
  expect(await atHq('select type, code from quarantine')).toEqual([])
  expect(await checkedBooks(chain, site)).toMatchObject({ faults: [], waiting: 0 })
  await till.stop()
})
