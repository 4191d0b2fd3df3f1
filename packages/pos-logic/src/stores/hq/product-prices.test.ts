import { DomainError } from '@pos/core'
import { listPriceLists, listPrices, type Command, type VariantId } from '@pos/shared-types'
import { expect, test } from 'vitest'
import type { Backend } from '../back-office/backend.ts'
import { useProductPrices, type PriceChange } from './product-prices.ts'

/** A server that knows the prices it was given, and may refuse. */
function desk({ variantId }: { readonly variantId: VariantId | undefined } = { variantId: 'tea' }) {
  const prices: (PriceChange & { readonly variantId: VariantId })[] = []
  const server = { refuses: undefined as Error | undefined }
  type Args = { readonly body?: (typeof prices)[number]; readonly query?: { readonly variantId: VariantId } }
  const execute = async (command: Command, { body, query }: Args) => {
    if (server.refuses) throw server.refuses
    if (command === listPriceLists) return { items: [{ id: 'retail', name: 'Retail' }] }
    if (command === listPrices) return { items: prices.filter((price) => price.variantId === query?.variantId) }
    if (body) prices.push(body)
    return body
  }
  return { page: useProductPrices({ execute } as unknown as Backend, () => variantId), prices, server }
}

const set = (priceMinor: number | null) => ({ priceListId: 'retail', priceMinor })

test('the prices are those of the variant, in every list', async () => {
  const { page, prices } = desk()
  prices.push({ ...set(100), variantId: 'tea' }, { ...set(200), variantId: 'milk' })
  await page.refresh()
  expect(page.lists.value).toMatchObject([{ id: 'retail' }])
  expect(page.prices.value).toMatchObject([{ priceMinor: 100 }])
})

test('a price that is set, or ended, is shown as the server has it', async () => {
  const { page, prices } = desk()
  expect(await page.set(set(350))).toBe(true)
  expect(await page.set({ ...set(null), validFromLocal: '2026-12-01T00:00' })).toBe(true)
  expect(prices).toEqual([
    { ...set(350), variantId: 'tea' },
    { ...set(null), variantId: 'tea', validFromLocal: '2026-12-01T00:00' },
  ])
  expect(page.prices.value).toEqual(prices)
})

test('a refused price is told, and what was shown stays', async () => {
  const { page, server } = desk()
  await page.set(set(350))
  server.refuses = new DomainError('PERMISSION_DENIED')
  expect(await page.set(set(400))).toBe(false)
  expect(page.problem.value).toMatchObject({ code: 'PERMISSION_DENIED' })
  expect(page.prices.value).toMatchObject([{ priceMinor: 350 }])
  server.refuses = undefined
  expect(await page.set(set(400))).toBe(true)
  expect(page.problem.value).toBeUndefined()
})

test('two presses at once set one price', async () => {
  const { page, prices } = desk()
  expect(await Promise.all([page.set(set(350)), page.set(set(350))])).toEqual([true, false])
  expect(prices).toHaveLength(1)
})

test('while there is no variant there are no prices, and none can be set', async () => {
  const { page, prices } = desk({ variantId: undefined })
  await page.refresh()
  expect(page.prices.value).toEqual([])
  expect(await page.set(set(350))).toBe(false)
  expect(prices).toEqual([])
})
