import type { SellableItem } from '@pos/shared-types'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Client } from '@pos/testing'
import { BOX_CODE, setPrice, variantOf } from '../../../test/catalogue.ts'
import { openShop, type Shop } from '../../../test/shop.ts'

let shop: Shop
let cashier: Client
beforeAll(async () => {
  shop = await openShop()
  cashier = await shop.as('cashier')
})
afterAll(() => shop.close())

const search = (q: string) => cashier.get<{ items: SellableItem[] }>(`/products/search?q=${encodeURIComponent(q)}`)
const found = async (q: string) => (await search(q)).body.items.map((item) => item.sku)

describe('searching the shop', () => {
  test.each(['4006381333931', 'APPLE', 'apple', 'app', ' apple '])('finds the apple by %j', async (q) => {
    expect(await found(q)).toEqual(['APPLE'])
  })

  test.each(['sueter', 'SUÉTER', 'suet anej', 'añejo sué', 'anejo'])(
    'finds Suéter Añejo by %j: beginnings, in any order, without accents',
    async (q) => {
      expect(await found(q)).toEqual(['SWEATER'])
    },
  )

  test('asks for every word', async () => {
    expect(await found('sueter apple')).toEqual([])
  })

  test.each([
    '"',
    '*',
    '-',
    '(',
    ')',
    '" OR name:*',
    'a" OR "b',
    "'",
    "'; drop table products; --",
    '^',
    '~',
    ':',
    '+',
    'NEAR(',
    'AND',
    'NOT apple',
    '\\',
    '%',
    '\u2603',
  ])('takes %j as text and nothing else', async (q) => {
    const { status } = await search(q)
    expect(status).toBe(200)
    expect(await found('apple')).toEqual(['APPLE'])
  })

  test('does not offer what is gone', async () => {
    expect(await found('gone')).toEqual([])
  })

  test('shows the price that holds now, and none where there is none', async () => {
    const [apple] = (await search('apple')).body.items
    expect(apple).toMatchObject({ variantId: variantOf('apple'), priceMinor: 150, perMilli: 1000, unitCode: 'ea' })
    await shop.pull((tx) => setPrice(tx, shop.ids.next(), 'apple', 160, '2026-03-02T03:59'))
    expect((await search('apple')).body.items[0]).toMatchObject({ priceMinor: 160 })
    expect((await search('lost')).body.items[0]).toMatchObject({ priceMinor: null, perMilli: null })
  })

  test('gives no more than asked for', async () => {
    const { body } = await cashier.get<{ items: SellableItem[] }>('/products/search?q=s&limit=2')
    expect(body.items).toHaveLength(2)
    expect((await cashier.get('/products/search?q=s&limit=51')).status).toBe(400)
    expect((await cashier.get('/products/search')).status).toBe(400)
  })
})

describe('a scan', () => {
  const scan = (code: string) => cashier.get<SellableItem>(`/items/by-code/${encodeURIComponent(code)}`)

  test('finds the item of a barcode, a SKU or a box', async () => {
    for (const code of ['4006381333931', 'APPLE', BOX_CODE]) {
      expect((await scan(code)).body.variantId).toBe(variantOf('apple'))
    }
  })

  test('of nothing we know is not found', async () => {
    for (const code of ['0000', 'apple-1', ' ', '%', '*']) expect((await scan(code)).status).toBe(404)
  })
})

test('departments, tenders and reasons are listed as head office set them up', async () => {
  const items = async (path: string) =>
    (await (await shop.as('manager')).get<{ items: { code: string }[] }>(path)).body.items
  expect((await items('/departments')).map((one) => one.code)).toEqual(['ALL'])
  expect((await items('/tenders')).map((one) => one.code)).toEqual(['CASH', 'CARD', 'OLD', 'EUR', 'GIFT', 'CREDIT'])
  expect((await items('/reason-codes')).map((one) => one.code)).toEqual(['DAMAGED', 'BROKEN', 'DISLIKED', 'CHANGE'])
})
