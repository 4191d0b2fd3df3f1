import { BackendRefusal } from '@pos/backend-adapter'
import type { BodyOf, Command, createProduct, ErrorCode } from '@pos/shared-types'
import { expect, test } from 'vitest'
import type { Backend } from '../back-office/backend.ts'
import { useNewProduct } from './new-product.ts'

type Body = BodyOf<typeof createProduct>

function desk() {
  const sent: Body[] = []
  const server: { refuses?: [code: ErrorCode, params: Record<string, string>] } = {}
  const backend = {
    execute: async (_: Command, { body }: { readonly body: Body }) => {
      sent.push(body)
      const [code, params = {}] = server.refuses ?? []
      if (code !== undefined) throw new BackendRefusal({ code, params, detail: '', traceId: null, fields: [] })
      return { id: 'new' }
    },
  } as unknown as Backend
  return { product: useNewProduct(backend), sent, server }
}

test('a new product goes with its barcodes and first price in one command', async () => {
  const { product, sent } = desk()
  expect(product.changes.value).toBe(0)
  Object.assign(product.form.value, { code: 'TEA', nameEn: 'Tea' })
  product.addBarcode('111')
  product.addBarcode('222')
  product.addBarcode('222')
  product.addBarcode('333')
  product.makeBarcodeMain('333')
  product.takeBarcodeOff('111')
  product.price.value = { priceListId: 'list', cents: 350 }
  expect(product.changes.value).toBe(5)
  expect(await product.save()).toBe('new')
  expect(sent).toMatchObject([
    {
      sku: 'TEA',
      name: 'Tea',
      barcodes: [{ code: '333' }, { code: '222' }],
      price: { priceListId: 'list', priceMinor: 350 },
    },
  ])
})

test('without an amount there is no price, not one of zero', async () => {
  const { product, sent } = desk()
  product.price.value = { priceListId: 'list', cents: null }
  await product.save()
  product.price.value = { priceListId: 'list', cents: 0 }
  await product.save()
  expect(sent.map(({ price }) => price)).toEqual([undefined, { priceListId: 'list', priceMinor: 0 }])
})

test('a refused barcode is marked until the barcodes are changed', async () => {
  const { product, server } = desk()
  product.form.value.code = 'TEA'
  product.addBarcode('111')
  server.refuses = ['CODE_TAKEN', { code: '111' }]
  expect(await product.save()).toBeUndefined()
  expect(product.problems.value).toEqual({ barcode: 'taken' })
  product.takeBarcodeOff('111')
  expect(product.problems.value).toEqual({})
})

test('what is discarded is gone, but for the list that was chosen', () => {
  const { product } = desk()
  product.form.value.nameEs = 'Té'
  product.addBarcode('111')
  product.price.value = { priceListId: 'list', cents: 1 }
  product.discard()
  expect([product.changes.value, product.price.value]).toEqual([0, { priceListId: 'list', cents: null }])
})
