import type { ResponseOf, runReport, syncStatus } from '@pos/shared-types'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Client } from '@pos/testing'
import { openHeadOffice, type HeadOffice, type StoreServer } from '../../../test/head-office.ts'
import { Trader, type Made } from '../../../test/trader.ts'

let office: HeadOffice
let owner: Client
let servers: { nyc: StoreServer; sju: StoreServer }
let sales: Record<'monday' | 'tuesday' | 'back' | 'island', Made>

// Two days in New York (a return on the second) and one in San Juan.
beforeAll(async () => {
  office = await openHeadOffice()
  owner = await office.as('owner')
  const { store, otherStore, register, otherRegister } = office.company
  servers = { nyc: await office.storeServer(store), sju: await office.storeServer(otherStore) }
  const nyc = new Trader(office, servers.nyc, { storeCode: 'NYC', timeZone: 'America/New_York', registerId: register })
  const sju = new Trader(office, servers.sju, {
    storeCode: 'SJU',
    timeZone: 'America/Puerto_Rico',
    registerId: otherRegister,
  })
  await nyc.push(nyc.shiftOpened('2026-03-02'))
  const monday = nyc.sale([
    { product: 1, pieces: 2 },
    { product: 3, pieces: 1 },
  ])
  await nyc.push(monday, nyc.shiftOpened('2026-03-03'))
  const tuesday = nyc.sale([{ product: 1, pieces: 1 }])
  const back = nyc.returnOf(monday, 1)
  await nyc.push(tuesday, back)
  await sju.push(sju.shiftOpened('2026-03-02'))
  const island = sju.sale([{ product: 3, pieces: 5 }])
  await sju.push(island)
  sales = { monday, tuesday, back, island }
})
afterAll(() => office.close())

type Result = ResponseOf<typeof runReport>
const run = (code: string, body: object, language = 'en') =>
  owner.send<Result>('POST', `/reports/${code}/run`, body, { 'accept-language': language })
const week = { from: '2026-03-01', to: '2026-03-07' }
const sum = (figure: 'totalMinor' | 'taxMinor' | 'netMinor' | 'grossMinor', ...made: Made[]) =>
  made.reduce((total, { fact }) => total + fact.sale[figure], 0)

describe('sales by day', () => {
  test('are the sums of the sales of each day and store, to the cent', async () => {
    const { body } = await run('sales-by-day', week)
    const row = (business_on: string, store_code: string, counts: [number, number], ...made: Made[]) => ({
      business_on,
      store_code,
      currency: 'USD',
      sales: counts[0],
      returns: counts[1],
      gross_minor: sum('grossMinor', ...made),
      discount_minor: 0,
      net_minor: sum('netMinor', ...made),
      tax_minor: sum('taxMinor', ...made),
      total_minor: sum('totalMinor', ...made),
    })
    expect(body.rows).toEqual([
      row('2026-03-02', 'NYC', [1, 0], sales.monday),
      row('2026-03-02', 'SJU', [1, 0], sales.island),
      row('2026-03-03', 'NYC', [1, 1], sales.tuesday, sales.back),
    ])
    expect(body.chart).toEqual({ kind: 'line', x: 'business_on', y: ['total_minor'] })
  })

  test('are those of the asked days, both included, and of the asked stores', async () => {
    const days = async (body: object) =>
      (await run('sales-by-day', body)).body.rows.map((row) => `${row['business_on']} ${row['store_code']}`)
    expect(await days({ from: '2026-03-03', to: '2026-03-03' })).toEqual(['2026-03-03 NYC'])
    expect(await days({ ...week, storeIds: [servers.sju.storeId] })).toEqual(['2026-03-02 SJU'])
    expect(await days({ ...week, storeIds: [] })).toEqual([])
  })
})

describe('sales by product', () => {
  test('count what went out and what came back', async () => {
    const { body } = await run('sales-by-product', { ...week, storeIds: [servers.nyc.storeId] })
    expect(body.rows).toMatchObject([
      { sku: 'P03', name: 'Product P03', sold_milli: 1000, returned_milli: 0, net_minor: 300, tax_minor: 27 },
      { sku: 'P01', sold_milli: 3000, returned_milli: 1000, net_minor: 200 },
    ])
  })

  test('of all stores are the same money as sales by day', async () => {
    const [products, days] = await Promise.all([run('sales-by-product', week), run('sales-by-day', week)])
    const total = (result: Result, key: string) => result.rows.reduce((all, row) => all + Number(row[key]), 0)
    for (const key of ['net_minor', 'tax_minor', 'gross_minor']) {
      expect(total(products.body, key)).toBe(total(days.body, key))
    }
  })
})

describe('a report', () => {
  test('is called and headed in the language of the reader', async () => {
    const list = async (language: string) =>
      (await owner.get<{ items: { code: string; title: string }[] }>('/reports', { 'accept-language': language })).body
        .items
    expect((await list('en')).map((report) => report.code)).toEqual(['sales-by-day', 'sales-by-product'])
    const [english, spanish] = [await list('en'), await list('es-PR')]
    expect(english.map((report) => report.title)).not.toEqual(spanish.map((report) => report.title))
    const labels = async (language: string) =>
      (await run('sales-by-day', week, language)).body.columns.map((column) => column.label)
    const [en, es] = [await labels('en'), await labels('es')]
    expect(en.filter((label, at) => label !== es[at]).length).toBeGreaterThan(5)
    expect(await labels('fr')).toEqual(en)
  })

  test('says how old the figures of each asked store are', async () => {
    await expect
      .poll(async () => (await run('sales-by-day', week)).body.asOf, { timeout: 5_000 })
      .toEqual([
        { storeId: servers.nyc.storeId, storeCode: 'NYC', lastSeenAt: office.clock.now() },
        { storeId: servers.sju.storeId, storeCode: 'SJU', lastSeenAt: office.clock.now() },
      ])
    const { body } = await run('sales-by-day', { ...week, storeIds: [servers.sju.storeId] })
    expect(body.asOf.map((store) => store.storeCode)).toEqual(['SJU'])
  })

  test.each([
    ['nobody has written', 'sales-by-moon', week, 404],
    ['of days that do not exist', 'sales-by-day', { from: '2026-02-30', to: '2026-03-01' }, 400],
    ['that ends before it begins', 'sales-by-day', { from: '2026-03-07', to: '2026-03-01' }, 400],
    ['without days', 'sales-by-day', {}, 400],
    ['of a store that is no id', 'sales-by-day', { ...week, storeIds: ['NYC'] }, 400],
  ])('%s is refused', async (_, code, body, status) => {
    expect((await run(code, body)).status).toBe(status)
  })
})

describe('the sync page', () => {
  const status = async () => (await owner.get<ResponseOf<typeof syncStatus>>('/sync/status')).body
  const nyc = async () => (await status()).stores.find((store) => store.storeCode === 'NYC')

  test('shows how far the catalogue is, and how far each store', async () => {
    const page = await status()
    expect(page).toMatchObject({ head: await office.version(), pending: 0, parked: 0, oldestPendingAt: null })
    expect(page.stores.map((store) => store.storeCode)).toEqual(['NYC', 'SJU'])
    await expect.poll(nyc, { timeout: 5_000 }).toMatchObject({ pushSeq: 5, lastSeenAt: office.clock.now() })
  })

  test('counts anew for a store that starts with another database', async () => {
    await expect.poll(nyc, { timeout: 5_000 }).toMatchObject({ pushSeq: 5 })
    const { register } = office.company
    const again = new Trader(office, servers.nyc, {
      storeCode: 'NYC',
      timeZone: 'America/New_York',
      registerId: register,
    })
    await again.push(again.openingStock({ product: 1, pieces: 1 }))
    await expect.poll(nyc, { timeout: 5_000 }).toMatchObject({ pushSeq: 1 })
  })

  test('shows what a store has not sent yet, as it said last', async () => {
    const { register } = office.company
    const place = { storeCode: 'NYC', timeZone: 'America/New_York', registerId: register } as const
    const trader = new Trader(office, servers.nyc, place)
    const since = office.clock.now() - 60_000
    await trader.pushBefore({ pending: 7, oldestPendingAt: since }, trader.openingStock({ product: 1, pieces: 1 }))
    await expect.poll(nyc, { timeout: 5_000 }).toMatchObject({ pushSeq: 1, pending: 7, oldestPendingAt: since })
    await trader.pushBefore({ pending: 0, oldestPendingAt: null }, trader.openingStock({ product: 2, pieces: 1 }))
    await expect.poll(nyc, { timeout: 5_000 }).toMatchObject({ pushSeq: 2, pending: 0, oldestPendingAt: null })
  })
})
