import { openChromium, temporaryFolder, type PageServer } from '@pos/testing'
import { createHash, createPublicKey, verify } from 'node:crypto'
import { gunzipSync } from 'node:zlib'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { pages } from '../../test/browser/pages.ts'

const folder = temporaryFolder()
let server: PageServer
let browser: BrowserContext

beforeAll(async () => {
  server = await pages('tab-page')
  browser = await openChromium(folder.path)
})
afterAll(async () => {
  await browser.close()
  await server.close()
  folder.remove()
})

async function openPage(): Promise<Page> {
  const page = await browser.newPage()
  await page.goto(`${server.origin}/tab-page`)
  await page.waitForFunction('globalThis.take')
  return page
}

type Signed = { readonly publicKey: string; readonly signature: string }

test('a browser signs as the servers check it, with the same key after it was closed', async () => {
  const page = await openPage()
  const text = 'POST\n/sync/v1/push\n1760000000000\nñ'
  const first = await page.evaluate<Signed>(`sign(${JSON.stringify(text)})`)
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: first.publicKey }
  const key = createPublicKey({ key: jwk, format: 'jwk' })
  expect(first.publicKey).toMatch(/^[A-Za-z0-9_-]{43}$/)
  expect(verify(null, Buffer.from(text), key, Buffer.from(first.signature, 'base64url'))).toBe(true)
  await browser.close()
  browser = await openChromium(folder.path)
  expect(await (await openPage()).evaluate(`sign(${JSON.stringify(text)})`)).toEqual(first)
})

test('the private half cannot be read, not even by the page', async () => {
  expect(await (await openPage()).evaluate('steal()')).toBe('InvalidAccessError')
})

test('two tabs that open at the same time make one key', async () => {
  const fresh = temporaryFolder()
  const context = await openChromium(fresh.path)
  const tabs = await Promise.all([1, 2].map(() => context.newPage()))
  for (const page of tabs) await page.goto(`${server.origin}/tab-page`)
  const [a, b] = await Promise.all(tabs.map((page) => page.evaluate<Signed>("sign('x')")))
  await context.close()
  fresh.remove()
  expect(a).toEqual(b)
})

test('one tab is the till; a second one is told, and takes over when the first is closed', async () => {
  const [first, second] = [await openPage(), await openPage()]
  await first.evaluate('take()')
  await first.waitForFunction("told.join() === 'mine'")
  await second.evaluate('take()')
  await second.waitForFunction("told.join() === 'another tab is the till'")
  await first.close()
  await second.waitForFunction("told.join() === 'another tab is the till,mine'")
})

test('SHA-256 in a browser is the one of the servers, at once and in pieces', async () => {
  const page = await openPage()
  for (const text of ['', 'abc', 'ñ € 😀'.repeat(1000)]) {
    const expected = createHash('sha256').update(text).digest('hex')
    expect(await page.evaluate(`digest(${JSON.stringify(text)})`)).toEqual({ atOnce: expected, inPieces: expected })
  }
})

test('[SE84] what a browser packs, a server unpacks, and both hash the same bytes', async () => {
  const text = 'ñ € 😀'.repeat(1000)
  const { packed, hash } = await (
    await openPage()
  ).evaluate<{ packed: number[]; hash: string }>(`pack(${JSON.stringify(text)})`)
  expect(gunzipSync(Buffer.from(packed)).toString()).toBe(text)
  expect(packed.length).toBeLessThan(text.length / 10)
  expect(hash).toBe(createHash('sha256').update(Buffer.from(packed)).digest('hex'))
})

test('ids are new, of version 7, and begin with the time', async () => {
  const page = await openPage()
  const ids = await page.evaluate<string[]>('ids(1000)')
  expect(new Set(ids).size).toBe(1000)
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  const at = Number.parseInt((ids[0] ?? '').replace('-', '').slice(0, 12), 16)
  expect(Math.abs(at - Date.now())).toBeLessThan(60_000)
})

test('a browser says whether it may throw the journal away', async () => {
  expect(['persistent', 'best_effort']).toContain(await (await openPage()).evaluate('askPersistence()'))
})
