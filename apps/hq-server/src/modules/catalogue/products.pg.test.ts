import type { ProductView, VariantView } from '@pos/shared-types'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Client, Problem } from '@pos/testing'
import { productInput } from '../../../test/company.ts'
import { openHeadOffice, type HeadOffice } from '../../../test/head-office.ts'

let office: HeadOffice
let buyer: Client
beforeAll(async () => {
  office = await openHeadOffice()
  buyer = await office.as('buyer')
})
afterAll(() => office.close())

const SOME_ID = '00000000-0000-7000-8000-00000000dead'
const input = (code: string, changes: object = {}) => ({ ...productInput(office.company, code, 250), ...changes })
const create = (code: string, changes: object = {}) =>
  buyer.post<ProductView & Problem>('/products', input(code, changes))
const variantOf = (product: ProductView) => product.variants[0]?.id ?? ''

/** What `products.update` takes: the product without what it does not change. */
function asUpdate({ id: _, variants: __, ...product }: ProductView, changes: object = {}) {
  return { ...product, ...changes }
}

describe('a new product', () => {
  test('with its variant, barcodes, texts and price is one version of the catalogue', async () => {
    const before = await office.version()
    const barcodes = [{ code: '4006381333931' }, { code: '96385074' }, { code: 'OWN-1' }, { code: '123' }]
    const { status, body } = await create('NEW-1', { barcodes })
    expect(status).toBe(201)
    expect(body).toMatchObject({ code: 'NEW-1', status: 'active', revision: 1, texts: [{ locale: 'es' }] })
    expect(body.variants[0]?.barcodes).toEqual([
      { code: '4006381333931', kind: 'ean13', isPrimary: true },
      { code: '123', kind: 'internal', isPrimary: false },
      { code: '96385074', kind: 'ean8', isPrimary: false },
      { code: 'OWN-1', kind: 'code128', isPrimary: false },
    ])
    const changes = await office.changesSince(before)
    expect(changes.map(({ entity, version }) => [entity, version])).toEqual([
      ['price', before + 1],
      ['product', before + 1],
    ])
    const prices = await buyer.get<{ items: object[] }>(`/prices?variantId=${variantOf(body)}`)
    expect(prices.body.items).toMatchObject([{ priceMinor: 250, perMilli: 1000 }])
  })

  test('is made once per key', async () => {
    const key = crypto.randomUUID()
    const first = await buyer.post('/products', input('ONCE'), key)
    const twins = await Promise.all(Array.from({ length: 4 }, () => buyer.post('/products', input('ONCE'), key)))
    expect(new Set([first, ...twins].map(({ status, text }) => `${status} ${text}`)).size).toBe(1)
    expect(await buyer.post('/products', input('OTHER'), key)).toMatchObject({
      body: { code: 'IDEMPOTENCY_KEY_REUSED' },
    })
    expect(await buyer.send('POST', '/products', input('NO-KEY'))).toMatchObject({
      body: { code: 'IDEMPOTENCY_KEY_MISSING' },
    })
  })

  test.each([
    ['code', { sku: 'FREE-1', barcodes: [] }, 'P01'],
    ['SKU', { sku: 'P01', barcodes: [] }, 'FREE-2'],
    ['barcode', { barcodes: [{ code: 'BAR-P01' }] }, 'FREE-3'],
    ['barcode twice', { barcodes: [{ code: 'TWICE' }, { code: 'TWICE' }] }, 'FREE-4'],
  ])('whose %s is taken leaves nothing behind', async (_, changes, code) => {
    const before = await office.version()
    expect(await create(code, changes)).toMatchObject({ status: 409, body: { code: 'CODE_TAKEN' } })
    expect(await office.version()).toBe(before)
    expect((await buyer.get<{ items: object[] }>(`/products?q=${code}`)).body.items).toHaveLength(
      code === 'P01' ? 1 : 0,
    )
  })

  test('knows that a UPC and the EAN with a leading zero are one article', async () => {
    expect((await create('UPC', { barcodes: [{ code: '036000291452' }] })).status).toBe(201)
    const twin = await create('UPC-2', { barcodes: [{ code: '0036000291452' }] })
    expect(twin).toMatchObject({ status: 409, body: { code: 'CODE_TAKEN' } })
  })

  test('whose barcode has a wrong check digit is refused', async () => {
    const barcodes = [{ code: '4006381333932' }]
    expect(await create('DIGIT', { barcodes })).toMatchObject({
      status: 422,
      body: { code: 'BARCODE_CHECK_DIGIT', params: { code: '4006381333932' } },
    })
  })

  test.each([
    ['department', { departmentId: SOME_ID }],
    ['tax group', { taxGroupId: SOME_ID }],
    ['unit', { baseUnitCode: 'yard' }],
    ['price list', { price: { priceListId: SOME_ID, priceMinor: 1 } }],
  ])('names a %s that exists', async (_, changes) => {
    const before = await office.version()
    expect(await create('LOST', changes)).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } })
    expect(await office.version()).toBe(before)
  })

  test('has one text per language', async () => {
    const text = { locale: 'es', name: 'Uno', receiptName: 'Uno' }
    expect((await create('TEXTS', { texts: [text, text] })).status).toBe(400)
  })

  test('has at most one primary barcode: the last one that is called so', async () => {
    const barcodes = [{ code: 'PRIM-1' }, { code: 'PRIM-2', isPrimary: true }, { code: 'PRIM-3', isPrimary: true }]
    const { body } = await create('PRIM', { barcodes })
    const primary = body.variants[0]?.barcodes.filter((barcode) => barcode.isPrimary)
    expect(primary?.map((barcode) => barcode.code)).toEqual(['PRIM-3'])
  })
})

describe('a product that is changed', () => {
  test('gets a new revision, and one version of the catalogue', async () => {
    const { body: product } = await create('CHANGE')
    const before = await office.version()
    const changes = { name: 'Renamed', status: 'discontinued', isOpenPrice: true, texts: [] }
    const { status, body } = await buyer.put<ProductView>(`/products/${product.id}`, asUpdate(product, changes))
    expect({ status, body }).toMatchObject({ status: 200, body: { ...changes, revision: 2 } })
    expect(await office.changesSince(before)).toMatchObject([
      { entity: 'product', id: product.id, version: before + 1 },
    ])
    expect((await buyer.get<ProductView>(`/products/${product.id}`)).body).toEqual(body)
  })

  test('is not overwritten by somebody who saw an older revision', async () => {
    const { body: product } = await create('STALE')
    await buyer.put(`/products/${product.id}`, asUpdate(product, { name: 'First' }))
    const second = await buyer.put<Problem>(`/products/${product.id}`, asUpdate(product, { name: 'Second' }))
    expect(second).toMatchObject({ status: 409, body: { code: 'REVISION_CONFLICT' } })
    expect((await buyer.get<ProductView>(`/products/${product.id}`)).body.name).toBe('First')
  })

  test('by eight people at once is changed by one of them', async () => {
    const { body: product } = await create('RACE')
    const names = Array.from({ length: 8 }, (_, n) => `Name ${n}`)
    const answers = await Promise.all(
      names.map((name) => buyer.put(`/products/${product.id}`, asUpdate(product, { name }))),
    )
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409, 409, 409, 409, 409, 409, 409])
  })

  test('cannot take the code of another, and must exist', async () => {
    const { body: product } = await create('MINE')
    const taken = await buyer.put<Problem>(`/products/${product.id}`, asUpdate(product, { code: 'P02' }))
    expect(taken).toMatchObject({ status: 409, body: { code: 'CODE_TAKEN' } })
    expect((await buyer.put(`/products/${SOME_ID}`, asUpdate(product))).status).toBe(404)
    expect((await buyer.get(`/products/${SOME_ID}`)).status).toBe(404)
  })
})

describe('a further barcode', () => {
  const assign = (variantId: string, body: object) => buyer.post<Problem>(`/items/${variantId}/barcodes`, body)

  test('becomes primary only when it is called so, and takes the place of the old one', async () => {
    const { body: product } = await create('MORE')
    const before = await office.version()
    expect(await assign(variantOf(product), { code: 'MORE-2' })).toMatchObject({
      status: 201,
      body: { isPrimary: false },
    })
    expect(await assign(variantOf(product), { code: 'MORE-3', isPrimary: true })).toMatchObject({ status: 201 })
    const { body } = await buyer.get<ProductView>(`/products/${product.id}`)
    expect(body.variants[0]?.barcodes).toEqual([
      { code: 'MORE-3', kind: 'code128', isPrimary: true },
      { code: 'BAR-MORE', kind: 'code128', isPrimary: false },
      { code: 'MORE-2', kind: 'code128', isPrimary: false },
    ])
    expect(await office.changesSince(before)).toMatchObject([
      { entity: 'product', id: product.id, version: before + 2 },
    ])
  })

  test('is refused when it is taken, wrong, or for nothing', async () => {
    const { body: product } = await create('MORE-ERR')
    expect(await assign(variantOf(product), { code: 'BAR-P03' })).toMatchObject({ body: { code: 'CODE_TAKEN' } })
    expect(await assign(variantOf(product), { code: '4006381333932' })).toMatchObject({ status: 422 })
    expect(await assign(SOME_ID, { code: 'FOR-NOTHING' })).toMatchObject({ status: 404 })
  })
})

describe('the barcodes of a variant', () => {
  const itemOf = async (id: string) => (await buyer.get<ProductView>(`/products/${id}`)).body.variants[0]
  const saveItem = (variantId: string, body: object) => buyer.put<VariantView & Problem>(`/items/${variantId}`, body)
  const codesOf = (item: VariantView | undefined) =>
    item?.barcodes.map(({ code, isPrimary }) => (isPrimary ? `${code}*` : code))
  const three = async (code: string) => {
    const barcodes = ['1', '2', '3'].map((end) => ({ code: `${code}-${end}` }))
    const { body } = await create(code, { barcodes })
    return { product: body, item: body.variants[0], sku: body.variants[0]?.sku ?? '', barcodes }
  }

  test('are those that are told: others are taken off, new ones come, and one is the main one', async () => {
    const { product, sku } = await three('SET')
    const before = await office.version()
    const barcodes = [{ code: 'SET-3', isPrimary: true }, { code: 'SET-4' }, { code: 'SET-1' }]
    const { status, body } = await saveItem(variantOf(product), { sku, barcodes, revision: 1 })
    expect({ status, codes: codesOf(body), revision: body.revision }).toEqual({
      status: 200,
      codes: ['SET-3*', 'SET-1', 'SET-4'],
      revision: 2,
    })
    expect(await itemOf(product.id)).toEqual(body)
    expect(await office.changesSince(before)).toMatchObject([
      { entity: 'product', id: product.id, version: before + 1 },
    ])
  })

  test('have the first as the main one when none is called so, and may be none at all', async () => {
    const { product, sku } = await three('NONE')
    const some = [{ code: 'NONE-2' }, { code: 'NONE-1' }]
    expect(codesOf((await saveItem(variantOf(product), { sku, barcodes: some, revision: 1 })).body)).toEqual([
      'NONE-2*',
      'NONE-1',
    ])
    expect((await saveItem(variantOf(product), { sku, barcodes: [], revision: 2 })).body.barcodes).toEqual([])
  })

  test('that were taken off are free for another product', async () => {
    const { product, sku } = await three('FREED')
    await saveItem(variantOf(product), { sku, barcodes: [], revision: 1 })
    expect((await create('AGAIN', { barcodes: [{ code: 'FREED-1' }] })).status).toBe(201)
  })

  test('keep what they are: a code that stays is the same row', async () => {
    const { product, sku, barcodes } = await three('ROWS')
    const rows = () => office.rows(sql`select id, code from barcodes where code like 'ROWS-%' order by code`)
    const before = await rows()
    await saveItem(variantOf(product), { sku, barcodes: barcodes.toReversed(), revision: 1 })
    expect(await rows()).toEqual(before)
  })

  test('are not overwritten by somebody who did not see the last one that was added', async () => {
    const { product, sku } = await three('SEEN')
    await buyer.post(`/items/${variantOf(product)}/barcodes`, { code: 'SEEN-4' })
    const late = await saveItem(variantOf(product), { sku, barcodes: [], revision: 1 })
    expect(late).toMatchObject({ status: 409, body: { code: 'REVISION_CONFLICT' } })
    expect(codesOf(await itemOf(product.id))).toEqual(['SEEN-1*', 'SEEN-2', 'SEEN-3', 'SEEN-4'])
  })

  test('by eight people at once are changed by one of them', async () => {
    const { product, sku, barcodes } = await three('EIGHT')
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, n) =>
        saveItem(variantOf(product), { sku, barcodes: [...barcodes, { code: `EIGHT-NEW-${n}` }], revision: 1 }),
      ),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409, 409, 409, 409, 409])
    expect((await itemOf(product.id))?.barcodes).toHaveLength(4)
  })

  test('are refused as a whole when one is taken or wrong, or the SKU is taken', async () => {
    const { product, sku, barcodes } = await three('WHOLE')
    const before = await office.version()
    const tries = [
      { sku, barcodes: [{ code: 'BAR-P03' }] },
      { sku, barcodes: [{ code: '4006381333932' }] },
      { sku, barcodes: [{ code: 'TWO' }, { code: 'TWO' }] },
      { sku: 'P03', barcodes },
    ]
    const answers = await Promise.all(tries.map((body) => saveItem(variantOf(product), { ...body, revision: 1 })))
    expect(answers.map(({ body }) => body.code)).toEqual([
      'CODE_TAKEN',
      'BARCODE_CHECK_DIGIT',
      'CODE_TAKEN',
      'CODE_TAKEN',
    ])
    expect(codesOf(await itemOf(product.id))).toEqual(['WHOLE-1*', 'WHOLE-2', 'WHOLE-3'])
    expect(await office.version()).toBe(before)
    expect((await saveItem(SOME_ID, { sku: 'X', barcodes: [], revision: 1 })).status).toBe(404)
  })
})

describe('the list of products', () => {
  type Page = { items: { code: string; barcode: string | null }[]; nextCursor: string | null }
  const codes = (page: Page) => page.items.map((item) => item.code)

  test('comes in pages that neither miss nor repeat one', async () => {
    const seen: string[] = []
    let cursor = ''
    for (;;) {
      const { body } = await buyer.get<Page>(`/products?limit=4&departmentId=${office.company.department}${cursor}`)
      seen.push(...codes(body))
      if (body.nextCursor === null) break
      cursor = `&cursor=${encodeURIComponent(body.nextCursor)}`
    }
    const { body: all } = await buyer.get<Page>('/products?limit=200')
    expect(seen).toEqual(codes(all))
    expect(seen).toEqual([...new Set(seen)])
    expect(seen.length).toBeGreaterThan(12)
  })

  test('is of one department when asked', async () => {
    expect((await buyer.get<Page>(`/products?departmentId=${SOME_ID}`)).body).toEqual({ items: [], nextCursor: null })
  })

  test('is of one state when asked', async () => {
    const { body: product } = await create('ENDED')
    await buyer.put(`/products/${product.id}`, asUpdate(product, { status: 'discontinued' }))
    const ofState = async (status: string) => codes((await buyer.get<Page>(`/products?q=ENDED&status=${status}`)).body)
    expect([await ofState('discontinued'), await ofState('active')]).toEqual([['ENDED'], []])
    expect((await buyer.get('/products?status=gone')).status).toBe(400)
  })

  test('finds words by their beginnings and without accents, SKUs and barcodes', async () => {
    await create('CAFE', { name: 'Café molido Añejo', barcodes: [{ code: '5000112637922' }] })
    for (const q of ['cafe mol', 'CAFÉ', 'molido café', 'anejo', 'CAFE', '5000112637922']) {
      expect(codes((await buyer.get<Page>(`/products?q=${encodeURIComponent(q)}`)).body)).toEqual(['CAFE'])
      const found = await buyer.get<{ items: { sku: string }[] }>(`/products/search?q=${encodeURIComponent(q)}`)
      expect(found.body.items.map((item) => item.sku)).toEqual(['CAFE'])
    }
  })

  test.each([' ', "'", "o'clock", '\\', '"', '*', ':*', '!', '&', '|', '( ', '- ', '<->', '%', '_', "a' | 'b", '☃'])(
    'takes %j as text and nothing else',
    async (q) => {
      const { status, body } = await buyer.get<Page>(`/products?q=${encodeURIComponent(q)}`)
      expect(status).toBe(200)
      if (q.trim() !== '') expect(body.items).toEqual([])
      expect((await buyer.get(`/products/search?q=${encodeURIComponent(q)}`)).status).toBe(200)
    },
  )
})

test('the units that products are sold in are told by name', async () => {
  const { body } = await buyer.get<{ items: { code: string }[] }>('/units')
  expect(body.items.map(({ code }) => code)).toContain('ea')
})

describe('a department', () => {
  const save = (id: string, changes: object = {}) =>
    buyer.put<Problem>(`/departments/${id}`, { code: 'TOYS', name: 'Toys', ...changes })

  test('is added and changed by one command, each time a version', async () => {
    const id = office.ids.next()
    const before = await office.version()
    expect(await save(id)).toMatchObject({ status: 200, body: { id, code: 'TOYS', parentId: null, revision: 1 } })
    const changes = { name: 'Games', parentId: office.company.department, taxGroupId: office.company.standardTax }
    expect(await save(id, changes)).toMatchObject({ body: { ...changes, revision: 2 } })
    expect(await office.changesSince(before)).toMatchObject([{ entity: 'department', id, version: before + 2 }])
    const { body } = await buyer.get<{ items: { id: string }[] }>('/departments')
    expect(body.items.map((department) => department.id)).toContain(id)
  })

  test('has a code of its own, and parents and tax groups that exist', async () => {
    const id = office.ids.next()
    expect(await save(id, { code: 'ALL' })).toMatchObject({ status: 409, body: { code: 'CODE_TAKEN' } })
    expect((await save(id, { code: 'X', parentId: SOME_ID })).status).toBe(404)
    expect((await save(id, { code: 'X', taxGroupId: SOME_ID })).status).toBe(404)
  })

  test('is never below itself', async () => {
    const [upper, lower] = [office.ids.next(), office.ids.next()]
    await save(upper, { code: 'UP' })
    await save(lower, { code: 'LOW', parentId: upper })
    expect((await save(upper, { code: 'UP', parentId: upper })).status).toBe(400)
    expect((await save(upper, { code: 'UP', parentId: lower })).status).toBe(400)
  })
})
