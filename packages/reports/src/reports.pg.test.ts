import type { HqTx } from '@pos/db'
import { TEST_STORE, TEST_TENANT, testContext, testHqDatabase, type TestHqDatabase } from '@pos/testing'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { REPORTS, runReport, type ReportDefinition, type ReportParams } from './index.ts'

const ctx = testContext({ appContext: 'hq' })
const OTHER_STORE = '019cad5e-0000-7000-8000-0000000000a2'
const VARIANT = '019cad5e-0000-7000-8000-0000000000b1'
const STRANGER = '019cad5e-0000-7000-8000-0000000000b2'
const march: ReportParams = { tenantId: TEST_TENANT, from: '2026-03-01', to: '2026-03-31', storeIds: undefined }

let hq: TestHqDatabase
beforeAll(async () => {
  hq = await testHqDatabase()
  await hq.database.unitOfWork.write(ctx, 'test.days', ({ tx }) => fill(tx))
})
afterAll(() => hq.remove())

const run = (code: string, params: ReportParams = march) =>
  hq.database.unitOfWork.read(ctx, (tx) => runReport(tx, reportOf(code), params))

function reportOf(code: string): ReportDefinition {
  const report = REPORTS.get(code)
  if (!report) throw new Error(`there is no report ${code}`)
  return report
}

describe('every report', () => {
  test('says a kind for each of its columns once, and charts columns it has', () => {
    for (const { columns, chart } of REPORTS.values()) {
      const keys = columns.map((column) => column.key)
      expect(new Set(keys).size).toBe(keys.length)
      expect(keys).toEqual(expect.arrayContaining([chart.x, ...chart.y]))
    }
  })

  test('gives exactly its columns, and no rows for a period without trade', async () => {
    for (const { code, columns } of REPORTS.values()) {
      const [row] = await run(code)
      expect(Object.keys(row ?? {})).toEqual(columns.map((column) => column.key))
      expect(await run(code, { ...march, from: '2020-01-01', to: '2020-12-31' })).toEqual([])
    }
  })

  test('shows no store when it is asked for none', async () => {
    for (const code of REPORTS.keys()) expect(await run(code, { ...march, storeIds: [] })).toEqual([])
  })
})

describe('sales by day and store', () => {
  test('adds the hours of a day and keeps stores apart', async () => {
    const rows = await run('sales-by-day')
    expect(rows.map((row) => [row['business_on'], row['store_code'], row['sales'], row['total_minor']])).toEqual([
      ['2026-03-01', 'ONE', 3, 3300],
      ['2026-03-01', 'TWO', 1, 1100],
      ['2026-03-31', 'ONE', 1, 1100],
    ])
  })

  test('counts both ends of the period and nothing outside', async () => {
    const rows = await run('sales-by-day', { ...march, from: '2026-03-02', to: '2026-04-01' })
    expect(rows.map((row) => row['business_on'])).toEqual(['2026-03-31', '2026-04-01'])
  })

  test('shows the stores it is asked for', async () => {
    const rows = await run('sales-by-day', { ...march, storeIds: [OTHER_STORE] })
    expect(rows.map((row) => row['store_code'])).toEqual(['TWO'])
  })

  test('adds amounts beyond 32 bits without loss', async () => {
    const rows = await run('sales-by-day', { ...march, from: '2027-01-01', to: '2027-01-01' })
    expect(rows.map((row) => row['total_minor'])).toEqual([9_000_000_000_000])
  })
})

describe('sales by product', () => {
  test('keeps a product that head office does not know, without its name', async () => {
    const rows = await run('sales-by-product')
    expect(rows.map((row) => [row['variant_id'], row['sku'], row['sold_milli']])).toEqual([
      [VARIANT, 'SKU-1', 5000],
      [STRANGER, null, 1000],
    ])
  })
})

async function fill(tx: HqTx): Promise<void> {
  const ref = { tenantId: TEST_TENANT, revision: 1, createdAt: 0, updatedAt: 0 }
  const ids = { zone: VARIANT, list: VARIANT, unit: VARIANT, department: VARIANT, group: VARIANT, product: VARIANT }
  await tx.insert('tenants', [
    {
      id: TEST_TENANT,
      slug: 'test',
      name: 'Test',
      state: 'active',
      country: 'US',
      currency: 'USD',
      locale: 'en',
      createdAt: 0,
    },
  ])
  await tx.insert('taxZones', [{ ...ref, id: ids.zone, code: 'Z', name: 'Zone', country: 'US' }])
  await tx.insert('priceLists', [
    {
      ...ref,
      id: ids.list,
      code: 'L',
      name: 'List',
      currency: 'USD',
      isTaxIncluded: false,
      priority: 0,
      isActive: true,
    },
  ])
  for (const [id, code] of [
    [TEST_STORE, 'ONE'],
    [OTHER_STORE, 'TWO'],
  ] as const)
    await tx.insert('stores', [storeRow(ref, ids, id, code)])
  await tx.insert('units', [
    { ...ref, id: ids.unit, code: 'ea', name: 'Each', dimension: 'count', decimals: 0, factorNum: 1, factorDen: 1 },
  ])
  await tx.insert('taxGroups', [{ ...ref, id: ids.group, code: 'G', name: 'Group' }])
  await tx.insert('departments', [{ ...ref, id: ids.department, code: 'D', name: 'Department' }])
  await tx.insert('products', [productRow(ref, ids)])
  await tx.insert('productVariants', [
    { ...ref, id: VARIANT, productId: ids.product, sku: 'SKU-1', position: 0, status: 'active' },
  ])
  tx.touch('tenant', TEST_TENANT)
  const day = (storeId: string, businessOn: string, hour: number, sales: number, total = 1100 * sales) => ({
    storeId,
    businessOn,
    hour,
    sales,
    returns: 0,
    voids: 0,
    grossMinor: total,
    discountMinor: 0,
    netMinor: total,
    taxMinor: 0,
    totalMinor: total,
    unitsMilli: 1000,
  })
  await tx.insert(
    'dailyStoreSales',
    [
      day(TEST_STORE, '2026-03-01', 9, 1),
      day(TEST_STORE, '2026-03-01', 17, 2),
      day(OTHER_STORE, '2026-03-01', 9, 1),
      day(TEST_STORE, '2026-03-31', 9, 1),
      day(TEST_STORE, '2026-04-01', 9, 1),
      day(TEST_STORE, '2026-02-28', 9, 1),
      day(TEST_STORE, '2027-01-01', 9, 1, 5_000_000_000_000),
      day(TEST_STORE, '2027-01-01', 10, 1, 4_000_000_000_000),
    ],
    { tenantId: TEST_TENANT },
  )
  const sold = (variantId: string, storeId: string, soldMilli: number) => ({
    storeId,
    businessOn: '2026-03-05',
    variantId,
    soldMilli,
    returnedMilli: 0,
    grossMinor: soldMilli,
    discountMinor: 0,
    netMinor: soldMilli,
    taxMinor: 0,
  })
  await tx.insert(
    'dailyVariantSales',
    [sold(VARIANT, TEST_STORE, 2000), sold(VARIANT, OTHER_STORE, 3000), sold(STRANGER, TEST_STORE, 1000)],
    { tenantId: TEST_TENANT },
  )
}

type Ref = { tenantId: string; revision: number; createdAt: number; updatedAt: number }
type Ids = Record<'zone' | 'list' | 'unit' | 'department' | 'group' | 'product', string>

function storeRow(ref: Ref, ids: Ids, id: string, code: string) {
  return {
    ...ref,
    id,
    code,
    name: code,
    kind: 'shop' as const,
    legalName: 'Test',
    addressLine1: 'A',
    city: 'C',
    country: 'US',
    timeZone: 'America/New_York',
    dayStartsMin: 0,
    currency: 'USD',
    locale: 'en',
    taxZoneId: ids.zone,
    priceListId: ids.list,
    status: 'open' as const,
  }
}

function productRow(ref: Ref, ids: Ids) {
  return {
    ...ref,
    id: ids.product,
    code: 'P',
    name: 'Product',
    receiptName: 'Product',
    kind: 'goods' as const,
    departmentId: ids.department,
    taxGroupId: ids.group,
    baseUnitId: ids.unit,
    tracking: 'none' as const,
    hasExpiry: false,
    isWeighed: false,
    isOpenPrice: false,
    isDiscountable: true,
    isReturnable: true,
    assortment: 'all' as const,
    isOnWeb: false,
    status: 'active' as const,
  }
}

test('a count that is no safe integer is refused instead of rounded', async () => {
  const report: ReportDefinition = {
    code: 'too-large',
    columns: [{ key: 'n', kind: 'count' }],
    chart: { kind: 'bar', x: 'n', y: ['n'] },
    statement: () => sql`select 9007199254740993::numeric as n`,
  }
  await expect(hq.database.unitOfWork.read(ctx, (tx) => runReport(tx, report, march))).rejects.toThrow(RangeError)
})
