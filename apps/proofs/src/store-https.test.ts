import { mkdir } from 'node:fs/promises'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { certificateFacts, createLog, listen, renewCertificates, systemClock, uuidv7Ids } from '@pos/server-kit'
import { buildStoreApp, openHttps, Store } from '@pos/store-server'
import { openChromium, temporaryFolder, type TemporaryFolder } from '@pos/testing'
import { screenTexts } from '@pos/i18n'
import type { BrowserContext } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { freePort } from '../test/harness/free-port.ts'
import { sendRaw } from '../test/harness/raw-request.ts'
import { PAGES } from '../test/harness/server.ts'
import { trustAuthority } from '../test/harness/trust.ts'

/** A name of the shop's network, which only the certificate and the browsers of this test know. */
const NAME = 'store.test'

let folder: TemporaryFolder
let authority: string
let close: () => Promise<void>
let port: number
let httpsPort: number
const browsers: BrowserContext[] = []

beforeAll(async () => {
  folder = temporaryFolder()
  const data = join(folder.path, 'store')
  await mkdir(data)
  ;[port, httpsPort] = [await freePort(), await freePort()]
  const [clock, log] = [systemClock, createLog({ name: 'store', level: 'silent' })]
  const store = await Store.open({ folder: data, clock, ids: uuidv7Ids, log })
  ;({ certificate: authority } = (await renewCertificates({ folder: data, at: clock.now(), names: [NAME] })).authority)
  const https = await openHttps({ folder: data, port: httpsPort, clock, log })
  const app = await buildStoreApp(store, { webFolder: PAGES, https })
  const plain = await listen({ app, host: '::', port, log, close: () => store.close() })
  const secure = await https?.listen(app, '::')
  close = async () => {
    await secure?.close()
    await plain.close()
  }
}, 60_000)
afterAll(async () => {
  for (const browser of browsers) await browser.close()
  await close()
  folder.remove()
})

async function open(who: string, isTrusting: boolean): Promise<BrowserContext> {
  const home = join(folder.path, who)
  await mkdir(home)
  if (isTrusting) await trustAuthority(home, authority)
  const args = [`--host-resolver-rules=MAP ${NAME} 127.0.0.1`]
  const browser = await openChromium(join(home, 'profile'), 'en', { home, args })
  browsers.push(browser)
  return browser
}

describe('a browser', () => {
  test('that has not installed the authority of the store does not open it', { timeout: 60_000 }, async () => {
    const page = await (await open('stranger', false)).newPage()
    await expect(page.goto(`https://${NAME}:${httpsPort}/till`)).rejects.toThrow('ERR_CERT_AUTHORITY_INVALID')
  })

  test(
    'that has, works as on the machine itself: a worker, keys that never leave, kept data',
    { timeout: 90_000 },
    async () => {
      const page = await (await open('till', true)).newPage()
      const origin = `https://${NAME}:${httpsPort}`
      await page.goto(`${origin}/till`)
      expect(await page.evaluate('[location.hostname, isSecureContext]')).toEqual([NAME, true])
      const worker = 'navigator.serviceWorker.ready.then(({ active }) => active.scriptURL)'
      expect(await page.evaluate(worker)).toBe(`${origin}/sw.js`)
      const sign = `crypto.subtle.generateKey('Ed25519', false, ['sign', 'verify'])
      .then(({ privateKey }) => crypto.subtle.sign('Ed25519', privateKey, new Uint8Array([1])))
      .then(({ byteLength }) => byteLength)`
      expect(await page.evaluate(sign)).toBe(64)
      // Whether data may be kept is the person's to say; here he says yes.
      const devtools = await page.context().newCDPSession(page)
      await devtools.send('Browser.grantPermissions', { origin, permissions: ['durableStorage'] })
      expect(await page.evaluate('navigator.storage.persist()')).toBe(true)
      expect(await page.evaluate('navigator.storage.persisted()')).toBe(true)
    },
  )
})

describe('another machine of the shop', () => {
  const elsewhere = Object.values(networkInterfaces())
    .flatMap((all) => all ?? [])
    .find(({ family, internal }) => family === 'IPv4' && !internal)?.address
  const get = (path: string, method = 'GET') =>
    sendRaw(`http://${elsewhere}:${port}`, { method, path, headers: { host: `${NAME}:${port}` } })

  test('is led from plain http to https, and may say nothing before', async () => {
    expect(elsewhere, 'this machine is on a network').toBeDefined()
    for (const path of ['/', '/till', '/store/devices', '/installed', '/api/docs'])
      expect(await get(path)).toMatchObject({
        status: 308,
        headers: { location: `https://${NAME}:${httpsPort}${path}` },
      })
    for (const [path, method] of [
      ['/api/v1/version', 'GET'],
      ['/api/v1/auth/login', 'POST'],
      ['/sync/v1/health', 'GET'],
      ['/health/ready', 'GET'],
      ['/api/v1/certificatesx', 'GET'],
      ['/api/v1/certificates/renew', 'POST'],
      ['/install', 'POST'],
    ] as const)
      expect([path, (await get(path, method)).status]).toEqual([path, 403])
  })

  test('finds the page that helps to trust the store, and the authority', async () => {
    expect((await get('/install')).status).toBe(200)
    const { text, headers } = await get('/api/v1/certificates/authority')
    expect(headers['content-type']).toContain('application/x-x509-ca-cert')
    expect(certificateFacts(text)).toEqual(certificateFacts(authority))
    const shown = JSON.parse((await get('/api/v1/certificates')).text) as {
      server: { names: string[] }
      httpsPort: number
    }
    expect([shown.httpsPort, shown.server.names.includes(NAME)]).toEqual([httpsPort, true])
  })
})

test('the page tells the fingerprint that the store prints, in both languages', { timeout: 60_000 }, async () => {
  const page = await (await open('reader', false)).newPage()
  const { fingerprint } = certificateFacts(authority)
  for (const language of ['en', 'es'] as const) {
    await page.goto(`http://localhost:${port}/install`)
    await page.evaluate((chosen) => localStorage.setItem('pos.language', chosen), language)
    await page.reload()
    await page.getByRole('heading', { name: screenTexts[language].install.title }).waitFor()
    await page.getByText(fingerprint).waitFor()
    expect(await page.getByRole('link', { name: screenTexts[language].install.download }).getAttribute('href')).toBe(
      '/api/v1/certificates/authority',
    )
  }
})
