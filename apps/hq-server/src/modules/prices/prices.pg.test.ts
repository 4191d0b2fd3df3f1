import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Client, Problem } from '@pos/testing'
import { productInput, storeInput } from '../../../test/company.ts'
import { openHeadOffice, type HeadOffice } from '../../../test/head-office.ts'

let office: HeadOffice
let buyer: Client
let variantId: string
let count = 0
beforeAll(async () => {
  office = await openHeadOffice()
  buyer = await office.as('buyer')
})
beforeEach(async () => {
  count += 1
  const { price: _, ...input } = productInput(office.company, `PRICED-${count}`, 0)
  const { body } = await buyer.post<{ variants: { id: string }[] }>('/products', input)
  variantId = body.variants[0]?.id ?? ''
})
afterAll(() => office.close())

const SOME_ID = '00000000-0000-7000-8000-00000000dead'
type Price = { id: string; validFromLocal: string; priceMinor: number | null; perMilli: number }
const save = (priceMinor: number | null, validFromLocal?: string, changes: object = {}) =>
  buyer.post<Price & Problem>('/prices', {
    priceListId: office.company.priceList,
    variantId,
    priceMinor,
    ...(validFromLocal && { validFromLocal }),
    ...changes,
  })
const prices = async () => (await buyer.get<{ items: Price[] }>(`/prices?variantId=${variantId}`)).body.items

/** What a store whose wall clock shows `local` sells for, as it decides it. */
const inForce = async (local: string) => (await prices()).find((price) => price.validFromLocal <= local)?.priceMinor

// It is Monday 2 March 2026, 09:00 UTC: 04:00 in New York, 05:00 in San Juan.
const NEW_YORK = '2026-03-02T04:00'
const SAN_JUAN = '2026-03-02T05:00'

describe('a price', () => {
  test('without a start holds at once in every store', async () => {
    expect(await save(500)).toMatchObject({ status: 201, body: { priceMinor: 500, perMilli: 1000 } })
    expect(await inForce(NEW_YORK)).toBe(500)
    expect(await inForce(SAN_JUAN)).toBe(500)
  })

  test('without a start replaces the one that holds, however often', async () => {
    for (const price of [500, 600, 700]) {
      await save(price)
      expect(await inForce(NEW_YORK)).toBe(price)
      expect(await inForce(SAN_JUAN)).toBe(price)
      office.clock.advance(60_000)
    }
  })

  test('without a start also replaces one that began this morning in one store and not yet in the other', async () => {
    await save(100, '2026-01-01T00:00')
    await save(200, '2026-03-02T04:30')
    await save(300)
    expect(await inForce(NEW_YORK)).toBe(300)
    expect(await inForce(SAN_JUAN)).toBe(300)
  })

  test('without a start leaves what is planned for later today', async () => {
    await save(100, '2026-01-01T00:00')
    await save(200, '2026-03-02T12:00')
    await save(300)
    expect(await inForce(NEW_YORK)).toBe(300)
    expect(await inForce(SAN_JUAN)).toBe(300)
    expect(await inForce('2026-03-02T12:00')).toBe(200)
  })

  test('without a start leaves the prices of days gone by', async () => {
    await save(100, '2026-01-01T00:00')
    await save(300)
    expect(await inForce('2026-02-01T00:00')).toBe(100)
  })

  test('with a start holds from that minute on each wall clock', async () => {
    await save(100, '2026-01-01T00:00')
    await save(200, '2026-03-02T05:00')
    expect(await inForce(NEW_YORK)).toBe(100)
    expect(await inForce(SAN_JUAN)).toBe(200)
  })

  test('of the same minute is set again, not twice', async () => {
    const first = await save(100, '2026-04-01T08:00')
    const second = await save(150, '2026-04-01T08:00', { perMilli: 100 })
    expect(second.body.id).toBe(first.body.id)
    expect(await prices()).toMatchObject([{ priceMinor: 150, perMilli: 100 }])
  })

  test('of nothing ends the one before, and zero is a price', async () => {
    await save(100, '2026-01-01T00:00')
    await save(null, '2026-03-02T00:00')
    expect(await inForce(NEW_YORK)).toBeNull()
    await save(0, '2026-03-02T03:00')
    expect(await inForce(NEW_YORK)).toBe(0)
  })

  test('is listed newest start first', async () => {
    for (const start of ['2026-02-01T00:00', '2026-05-01T00:00', '2026-01-01T00:00']) await save(1, start)
    const starts = (await prices()).map((price) => price.validFromLocal)
    expect(starts).toEqual(['2026-05-01T00:00', '2026-02-01T00:00', '2026-01-01T00:00'])
  })

  test('tells when it was set and by whom, anew when it is set again', async () => {
    const start = office.clock.now()
    const { body } = await save(100, '2026-04-01T08:00')
    expect(body).toMatchObject({ setAt: start, setBy: 'buyer' })
    office.clock.advance(120_000)
    await save(150, '2026-04-01T08:00')
    await save(300)
    await save(200, '2026-03-02T04:01')
    office.clock.advance(60_000)
    await save(400)
    expect(await prices()).toMatchObject([
      { priceMinor: 150, setAt: start + 120_000 },
      { validFromLocal: '2026-03-02T04:01', priceMinor: 400, setAt: start + 180_000 },
      { priceMinor: 400, setAt: start + 180_000 },
      { priceMinor: 300, setAt: start + 120_000 },
    ])
  })

  test('is one version of the catalogue, also when it replaces several', async () => {
    await save(100, '2026-03-02T03:00')
    await save(200, '2026-03-02T04:00')
    const before = await office.version()
    await save(300)
    const changes = await office.changesSince(before)
    expect(changes.length).toBeGreaterThan(0)
    expect(new Set(changes.map(({ entity, version }) => `${entity} ${version}`))).toEqual(
      new Set([`price ${before + 1}`]),
    )
  })

  test.each([
    ['negative', { priceMinor: -1 }, 400],
    ['a fraction of a cent', { priceMinor: 1.5 }, 400],
    ['text', { priceMinor: '1' }, 400],
    ['beyond whole numbers', { priceMinor: 2 ** 53 }, 400],
    ['per nothing', { perMilli: 0 }, 400],
    ['from a day that does not exist', { validFromLocal: '2026-02-31T25:00' }, 400],
    ['for no known variant', { variantId: SOME_ID }, 404],
    ['in no known list', { priceListId: SOME_ID }, 404],
  ])('is refused when it is %s', async (_, change, status) => {
    const before = await office.version()
    expect((await save(100, undefined, change)).status).toBe(status)
    expect(await office.version()).toBe(before)
  })

  test('is written once per key', async () => {
    const key = crypto.randomUUID()
    const body = { priceListId: office.company.priceList, variantId, priceMinor: 5 }
    const before = await office.version()
    const answers = await Promise.all(Array.from({ length: 5 }, () => buyer.post('/prices', body, key)))
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1)
    expect(await office.version()).toBe(before + 1)
  })
})

test('price lists say whether tax is inside', async () => {
  const { body } = await buyer.get<{ items: object[] }>('/price-lists')
  expect(body.items).toEqual([
    { id: office.company.priceList, code: 'RETAIL', name: 'Retail', currency: 'USD', isTaxIncluded: false },
  ])
})

test('a company whose stores are a day apart still has one price at once', async () => {
  const owner = await office.as('owner')
  const far = [
    { code: 'KIRI', timeZone: 'Pacific/Kiritimati' },
    { code: 'PAGO', timeZone: 'Pacific/Pago_Pago' },
  ]
  for (const { code, timeZone } of far) {
    expect((await owner.post('/stores', { ...storeInput(office.company, code), timeZone })).status).toBe(201)
  }
  await save(100, '2026-01-01T00:00')
  await save(200, '2026-03-02T20:00')
  await save(300)
  expect(await inForce('2026-03-02T23:00')).toBe(300)
  expect(await inForce(NEW_YORK)).toBe(300)
  expect(await inForce('2026-03-01T22:00')).toBe(300)
})
