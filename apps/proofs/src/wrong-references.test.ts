import {
  assignBarcode,
  assignRole,
  createProduct,
  createStore,
  type Command,
  listProducts,
  listSales,
  listShifts,
  listStockLevels,
  listStockMovements,
  openShift,
  runReport,
  saveDepartment,
  savePrice,
  saveRegister,
  saveSetting,
  saveTaxGroup,
  saveTaxRate,
} from '@pos/shared-types'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ask, type Question } from '../test/harness/ask.ts'
import { signIn, startChain, type Chain, type Site } from '../test/harness/chain.ts'
import type { Company } from '../test/harness/company.ts'
import { refusalFaults } from '../test/harness/refusal-faults.ts'
import { hqRows, storeRows, type Rows } from '../test/harness/rows.ts'
import { settled } from '../test/harness/settled.ts'
import { changedTables, digestHq, digestStore } from '../test/harness/snapshot.ts'

let chain: Chain
let site: Site
let managerToken: string
let hq: Rows
let store: Rows

beforeAll(async () => {
  chain = await startChain({ products: 3 })
  const [first] = chain.sites
  if (!first) throw new Error('a chain has a store')
  site = first
  managerToken = await signIn(site, site.plan.manager.username)
  await settled(chain)
  hq = await hqRows(chain.database.superuserUrl)
  store = storeRows(site.folder)
})
afterAll(async () => {
  await hq.close()
  await store.close()
  await chain.close()
})

type Case = readonly [string, Command, (company: Company) => Question]

const nobody = () => crypto.randomUUID()
const id = () => ({ id: nobody() })

const product = (company: Company, changes: object = {}) => ({
  body: {
    code: 'NEW',
    name: 'New',
    receiptName: 'New',
    kind: 'goods',
    departmentId: company.departmentId,
    taxGroupId: company.taxGroupId,
    baseUnitCode: 'pc',
    isWeighed: false,
    isOpenPrice: false,
    isDiscountable: true,
    isReturnable: true,
    texts: [],
    sku: 'NEW',
    barcodes: [],
    ...changes,
  },
})
const place = (company: Company, changes: object = {}) => ({
  body: {
    code: 'S9',
    name: 'Store 9',
    kind: 'shop',
    legalName: 'Proofs Inc.',
    addressLine1: '1 Main Street',
    city: 'Ponce',
    country: 'US',
    timeZone: 'America/Puerto_Rico',
    dayStartsMin: 0,
    currency: 'USD',
    locale: 'en',
    taxZoneId: company.taxZoneIds[0],
    priceListId: company.priceListId,
    ...changes,
  },
})
const price = (company: Company, changes: object = {}) => ({
  body: { priceListId: company.priceListId, variantId: company.products[0]?.variantId, priceMinor: 1, ...changes },
})
const group = (company: Company, changes: object = {}) => ({
  params: id(),
  body: {
    code: 'new',
    name: 'New',
    rates: [{ taxZoneId: company.taxZoneIds[0], taxRateCode: 'IVU-E', position: 0, isCompound: false, ...changes }],
  },
})
const rate = (changes: object) => ({
  body: { code: 'NEW', name: 'New', kind: 'percent', rateBp: 100, validFromOn: '2026-01-01', ...changes },
})
const twice = <Item>(item: Item): Item[] => [item, item]
const storeOf = (company: Company) => company.stores[0]?.id

const AT_HQ: readonly Case[] = [
  ['a department nobody has', createProduct, (company) => product(company, { departmentId: nobody() })],
  ['a tax group nobody has', createProduct, (company) => product(company, { taxGroupId: nobody() })],
  ['a unit nobody has', createProduct, (company) => product(company, { baseUnitCode: 'dozen' })],
  [
    'a first price in a list nobody has',
    createProduct,
    (company) => product(company, { price: { priceListId: nobody(), priceMinor: 1 } }),
  ],
  ['the code of another product', createProduct, (company) => product(company, { code: 'P-0' })],
  ['the SKU of another product', createProduct, (company) => product(company, { sku: 'SKU-0' })],
  [
    'the barcode of another product',
    createProduct,
    (company) => product(company, { barcodes: [{ code: company.products[0]?.barcode }] }),
  ],
  ['a barcode twice', createProduct, (company) => product(company, { barcodes: twice({ code: '4006381333931' }) })],
  [
    'a language twice',
    createProduct,
    (company) => product(company, { texts: twice({ locale: 'es', name: 'Nuevo', receiptName: 'Nuevo' }) }),
  ],
  ['a wrong check digit', createProduct, (company) => product(company, { barcodes: [{ code: '4006381333932' }] })],
  ['a variant nobody has', assignBarcode, () => ({ params: id(), body: { code: '4006381333931' } })],
  [
    'the barcode of another variant',
    assignBarcode,
    (company) => ({ params: { id: company.products[1]?.variantId }, body: { code: company.products[0]?.barcode } }),
  ],
  ['a price list nobody has', savePrice, (company) => price(company, { priceListId: nobody() })],
  ['a variant nobody has', savePrice, (company) => price(company, { variantId: nobody() })],
  ['a moment that never comes', savePrice, (company) => price(company, { validFromLocal: '2026-02-30T25:61' })],
  ['a zone nobody has', saveTaxGroup, (company) => group(company, { taxZoneId: nobody() })],
  ['a rate nobody has', saveTaxGroup, (company) => group(company, { taxRateCode: 'NONE' })],
  ['a day that never comes', saveTaxRate, () => rate({ validFromOn: '2026-02-30' })],
  ['a rate of three decimals', saveTaxRate, () => rate({ rateBp: 1.005 })],
  ['the kind percent and no rate', saveTaxRate, () => rate({ rateBp: undefined })],
  ['a start that is taken', saveTaxRate, () => rate({ code: 'NYC', validFromOn: '2020-01-01' })],
  ['a tax zone nobody has', createStore, (company) => place(company, { taxZoneId: nobody() })],
  ['a price list nobody has', createStore, (company) => place(company, { priceListId: nobody() })],
  ['a time zone nobody lives in', createStore, (company) => place(company, { timeZone: 'Mars/Olympus' })],
  ['a currency nobody uses', createStore, (company) => place(company, { currency: 'ZZZ' })],
  ['the code of another store', createStore, (company) => place(company, { code: 'S1' })],
  [
    'a store nobody has',
    saveRegister,
    () => ({ params: id(), body: { storeId: nobody(), code: '9', name: '9', kind: 'till' } }),
  ],
  [
    'the code of another register',
    saveRegister,
    (company) => ({ params: id(), body: { storeId: storeOf(company), code: '1', name: '9', kind: 'till' } }),
  ],
  [
    'a parent nobody has',
    saveDepartment,
    () => ({ params: id(), body: { code: 'NEW', name: 'New', parentId: nobody() } }),
  ],
  [
    'a tax group nobody has',
    saveDepartment,
    () => ({ params: id(), body: { code: 'NEW', name: 'New', taxGroupId: nobody() } }),
  ],
  [
    'itself as its parent',
    saveDepartment,
    (company) => ({
      params: { id: company.departmentId },
      body: { code: 'ALL', name: 'Everything', parentId: company.departmentId },
    }),
  ],
  [
    'a store nobody has',
    assignRole,
    (company) => ({
      params: { id: company.stores[0]?.cashier.id },
      body: { roleCode: 'pos_cashier', storeId: nobody() },
    }),
  ],
  [
    'a role nobody has',
    assignRole,
    (company) => ({ params: { id: company.stores[0]?.cashier.id }, body: { roleCode: 'emperor' } }),
  ],
  [
    'a store nobody has',
    saveSetting,
    () => ({ params: { key: 'returns.days' }, body: { level: 'store', storeId: nobody(), value: 5 } }),
  ],
  [
    'a register nobody has',
    saveSetting,
    (company) => ({
      params: { key: 'sales.max_total_minor' },
      body: { level: 'register', storeId: storeOf(company), registerId: nobody(), value: 5 },
    }),
  ],
  ['a key nobody reads', saveSetting, () => ({ params: { key: 'no.such' }, body: { level: 'company', value: 5 } })],
  [
    'a value of another kind',
    saveSetting,
    () => ({ params: { key: 'returns.days' }, body: { level: 'company', value: 'a while' } }),
  ],
  ['a day that never comes', runReport, () => report({ from: '2026-02-30' })],
  ['an end before its start', runReport, () => report({ from: '2026-03-03', to: '2026-03-02' })],
  ['a report nobody wrote', runReport, () => ({ ...report({}), params: { code: 'none' } })],
  ['a mark it did not give', listProducts, () => ({ query: { cursor: '\u0000' } })],
  ['a mark it did not give', listSales, () => ({ query: { cursor: '123_zzz' } })],
  ['a day that never comes', listSales, () => ({ query: { from: '2026-02-30' } })],
  ['a mark it did not give', listShifts, () => ({ query: { cursor: '123456789012345_x' } })],
  ['a mark past the end of time', listShifts, () => ({ query: { cursor: `999999999999999_${'f'.repeat(36)}` } })],
  ['a mark it did not give', listStockLevels, () => ({ query: { cursor: `${'-'.repeat(36)}_${'-'.repeat(36)}` } })],
  ['a mark it did not give', listStockMovements, () => ({ query: { variantId: nobody(), cursor: 'abc' } })],
]

const report = (changes: object) => ({
  params: { code: 'sales-by-day' },
  body: { from: '2026-03-01', to: '2026-03-02', ...changes },
})

const AT_STORE_TOO: readonly Command[] = [
  runReport,
  listProducts,
  listSales,
  listShifts,
  listStockLevels,
  listStockMovements,
]
const AT_STORE: readonly Case[] = AT_HQ.filter(([, command]) => AT_STORE_TOO.includes(command))

const opening = (company: Company, changes: object) => ({
  body: { registerId: company.stores[0]?.registerIds[0], floatMinor: 0, ...changes },
})

describe('a well-formed request', () => {
  test.each(AT_HQ)('with %s is refused by head office', async (what, command, question) => {
    const before = await digestHq(hq)
    const keyed = command.isKeyed ? { key: nobody() } : {}
    const answer = await ask(chain.hq.url, command, {
      token: chain.company.adminToken,
      ...keyed,
      ...question(chain.company),
    })
    expect(refusalFaults(`${command.name} with ${what}`, answer)).toEqual([])
    expect(changedTables(before, await digestHq(hq))).toEqual([])
  })

  test.each([
    ...AT_STORE,
    ['a register nobody has', openShift, (company: Company) => opening(company, { registerId: nobody() })] as Case,
    ['a day that never comes', openShift, (company: Company) => opening(company, { businessOn: '2026-02-30' })] as Case,
  ])('with %s is refused by the store', async (what, command, question) => {
    const before = await digestStore(store)
    const keyed = command.isKeyed ? { key: nobody() } : {}
    const answer = await ask(site.url, command, { token: managerToken, ...keyed, ...question(chain.company) })
    expect(refusalFaults(`${command.name} with ${what}`, answer)).toEqual([])
    expect(changedTables(before, await digestStore(store))).toEqual([])
  })
})
