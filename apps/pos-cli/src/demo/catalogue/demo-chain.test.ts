import { isGtin } from '@pos/domain'
import { factReader } from '@pos/server-kit'
import { CustomerValues } from '@pos/shared-types'
import { expect, test } from 'vitest'
import { demoChain } from './demo-chain.ts'

const chain = demoChain('test')
const { products, stores, people, customers } = chain

const repeated = (list: readonly string[]) => list.filter((entry, at) => list.indexOf(entry) !== at)

test('there are about two thousand products, and every one has a name of its own in both languages', () => {
  expect(products.length).toBeGreaterThan(1900)
  expect(products.length).toBeLessThan(2200)
  for (const locale of ['en', 'es']) {
    const names = products.map((product) => product.texts.find((text) => text.locale === locale)?.name ?? '')
    expect(repeated(names)).toEqual([])
    expect(names.filter((name) => name.length < 3 || name !== name.trim() || name.includes('  '))).toEqual([])
  }
  expect(repeated(products.map((product) => product.sku))).toEqual([])
})

test('every barcode is there once, with the right check digit, from the numbers for demonstrations and shops', () => {
  const barcodes = products.flatMap((product) => product.barcodes)
  expect(repeated(barcodes.map((barcode) => barcode.code))).toEqual([])
  const gtins = barcodes.filter((barcode) => barcode.kind !== 'internal')
  expect(gtins.filter((barcode) => !isGtin(barcode.code) || !/^1?(952|20)/.test(barcode.code))).toEqual([])
  expect(gtins.filter((barcode) => barcode.gtin14 !== barcode.code.padStart(14, '0'))).toEqual([])
  expect(repeated(gtins.map((barcode) => barcode.gtin14 ?? ''))).toEqual([])
})

test('every product has one primary barcode, some have two, some a case with a code of its own', () => {
  expect(products.filter((product) => product.barcodes.filter((code) => code.isPrimary).length !== 1)).toEqual([])
  const hasSecond = products.filter((product) =>
    product.barcodes.some((code) => !code.isPrimary && code.packCode === null),
  )
  expect(hasSecond.length).toBeGreaterThan(50)
  const packed = products.filter((product) => product.packs.length > 0)
  expect(packed.length).toBeGreaterThan(100)
  const isCoded = (product: (typeof packed)[number]) =>
    product.packs.every((pack) => product.barcodes.some((barcode) => barcode.packCode === pack.code))
  expect(packed.every(isCoded)).toBe(true)
})

test('prices end as shops write them, and no product costs more than it brings', () => {
  expect(products.filter((product) => ![9].includes(product.priceMinor % 10))).toEqual([])
  expect(products.filter((product) => product.costMinor >= product.priceMinor || product.costMinor < 1)).toEqual([])
})

test('a larger size of the same goods is never cheaper', () => {
  const cheaper = products.filter((product, at) => {
    const before = products[at - 1]
    const sameGoods =
      before !== undefined && before.name.replace(/ \d.*| Size .*/, '') === product.name.replace(/ \d.*| Size .*/, '')
    return sameGoods && product.priceMinor < before.priceMinor
  })
  expect(cheaper.map((product) => product.name)).toEqual([])
})

test('receipt names fit the paper', () => {
  const long = products.flatMap((product) => product.texts).filter((text) => text.receiptName.length > 28)
  expect(long).toEqual([])
})

test('departments, tax groups, zones, lists and stores refer only to what is there', () => {
  const codes = (list: readonly { code: string }[]) => new Set(list.map((entry) => entry.code))
  const missing = (used: readonly string[], known: ReadonlySet<string>) => used.filter((code) => !known.has(code))
  expect(chain.departments).toHaveLength(14)
  expect(
    missing(
      products.map((product) => product.departmentCode),
      codes(chain.departments),
    ),
  ).toEqual([])
  expect(
    missing(
      products.map((product) => product.taxGroupCode),
      codes(chain.taxGroups),
    ),
  ).toEqual([])
  expect(
    missing(
      products.map((product) => product.unitCode),
      codes(chain.units),
    ),
  ).toEqual([])
  const rates = chain.taxGroups.flatMap((group) => group.rates)
  expect(
    missing(
      rates.map((rate) => rate.taxRateCode),
      codes(chain.taxRates),
    ),
  ).toEqual([])
  expect(
    missing(
      rates.map((rate) => rate.taxZoneCode),
      codes(chain.taxZones),
    ),
  ).toEqual([])
  expect(
    missing(
      stores.map((store) => store.taxZoneCode),
      codes(chain.taxZones),
    ),
  ).toEqual([])
  expect(
    missing(
      stores.map((store) => store.priceListCode),
      codes(chain.priceLists),
    ),
  ).toEqual([])
  const places = people.flatMap((person) => person.roles.flatMap((role) => role.storeCode ?? []))
  expect(missing(places, codes(stores))).toEqual([])
})

test('two stores trade under different taxes, a third is not set up, and each open store has all goods in stock', () => {
  const open = stores.filter((store) => store.status === 'open')
  expect(open).toHaveLength(2)
  expect(new Set(open.map((store) => store.taxZoneCode)).size).toBe(2)
  expect(stores.filter((store) => store.status === 'planned')).toHaveLength(1)
  expect(chain.openingStock).toHaveLength(2 * products.length)
  expect(chain.openingStock.filter((stock) => stock.quantityMilli < 12_000)).toEqual([])
})

test('nobody shares a PIN or a name, and no PIN is a run, a repetition or a year', () => {
  const pins = people.flatMap((person) => person.pin ?? [])
  expect(repeated(pins)).toEqual([])
  expect(repeated(people.map((person) => person.username))).toEqual([])
  const isTrivial = (pin: string) => /^(\d{1,3})\1+$|^(19|20)\d\d$/.test(pin) || '0123456789876543210'.includes(pin)
  expect(pins.filter((pin) => !/^\d{6}$/.test(pin) || isTrivial(pin))).toEqual([])
})

test('the same seed gives the same chain, another one other prices', () => {
  expect(demoChain('test')).toEqual(chain)
  expect(demoChain('other').products.map((product) => product.priceMinor)).not.toEqual(
    products.map((product) => product.priceMinor),
  )
})

test('forty customers left a name, and no two share an address, a number or a tax number', () => {
  expect(customers).toHaveLength(40)
  for (const field of ['name', 'email', 'phone', 'taxNumber'] as const)
    expect(repeated(customers.flatMap((customer) => customer[field] ?? []))).toEqual([])
  expect(customers.filter(({ email, phone }) => email === null && phone === null)).toEqual([])
  // Nobody is written to or called: these are kept free for examples.
  expect(customers.filter(({ email }) => email !== null && !/[@.]example(\.com)?$/.test(email))).toEqual([])
  expect(customers.filter(({ phone }) => phone !== null && !/ 555 01\d\d$/.test(phone))).toEqual([])
  const read = factReader(CustomerValues)
  expect(customers.filter((customer) => read(JSON.stringify(customer)) === undefined)).toEqual([])
})
