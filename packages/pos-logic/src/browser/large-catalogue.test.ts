import { openChromium, temporaryFolder, type PageServer } from '@pos/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { pages } from '../../test/browser/pages.ts'

const PRODUCTS = process.env['POS_LONG'] === '1' ? 100_000 : 20_000
const folder = temporaryFolder()
let server: PageServer

beforeAll(async () => {
  server = await pages('large-catalogue-page')
})
afterAll(async () => {
  await server.close()
  folder.remove()
})

async function inPage<Result>(expression: string): Promise<Result> {
  const browser = await openChromium(folder.path)
  try {
    const page = await browser.newPage()
    await page.goto(`${server.origin}/large-catalogue-page`)
    await page.waitForFunction('globalThis.start')
    return (await page.evaluate(expression)) as Result
  } finally {
    await browser.close()
  }
}

test('a till with a large catalogue opens from its cache and knows every code', async () => {
  await inPage(`fill(${PRODUCTS})`)
  const { products, scans } = await inPage<{ products: number; scans: number }>(`start(${PRODUCTS})`)
  expect({ products, scans }).toEqual({ products: PRODUCTS, scans: 200 })
})
