import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDemoApp, type DemoApp } from '../../test/support/demo-app.ts'
import { serveWebClient } from './web-client.ts'

let folder: string
let demo: DemoApp
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pos-web-'))
  mkdirSync(join(folder, 'assets'))
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Till</title>')
  writeFileSync(join(folder, 'sw.js'), '')
  writeFileSync(join(folder, 'assets', 'till-1a2b.js'), 'export {}')
  demo = await openDemoApp({ extend: (app) => serveWebClient(app, { folder, areas: ['till'] }) })
})
afterAll(async () => {
  await demo.close()
  rmSync(folder, { recursive: true })
})

const get = (url: string) => demo.app.inject({ method: 'GET', url })

describe('the pages of a server', () => {
  test('start in the first area', async () => {
    const answer = await get('/')
    expect([answer.statusCode, answer.headers.location]).toEqual([302, '/till'])
  })

  test.each(['/till', '/till/pay', '/till/sales/0f3c?from=list'])('%s is the one page', async (url) => {
    const answer = await get(url)
    expect([answer.statusCode, answer.body]).toEqual([200, '<!doctype html><title>Till</title>'])
    expect(answer.headers['cache-control']).toBe('no-cache')
    expect(answer.headers['content-security-policy']).toContain("default-src 'self'")
  })

  test('keep built files for ever, and ask for a worker each time', async () => {
    const [built, worker] = await Promise.all([get('/assets/till-1a2b.js'), get('/sw.js')])
    expect([built.statusCode, built.headers['cache-control']]).toEqual([200, 'public, max-age=31536000, immutable'])
    expect([worker.statusCode, worker.headers['cache-control']]).toEqual([200, 'no-cache'])
  })

  test.each(['/hq', '/tilly', '/assets/other.js', '/..%2fpackage.json', '/api/v1/none'])(
    '%s is not among them',
    async (url) => {
      const answer = await get(url)
      expect([answer.statusCode, answer.json().code]).toEqual([404, 'NOT_FOUND'])
    },
  )
})

test('a server without a build has no pages and works', async () => {
  const bare = await openDemoApp({
    extend: (app) => serveWebClient(app, { folder: join(folder, 'none'), areas: ['hq'] }),
  })
  const [page, health] = await Promise.all(
    ['/hq', '/health/ready'].map((url) => bare.app.inject({ method: 'GET', url })),
  )
  expect([page?.statusCode, health?.statusCode]).toEqual([404, 200])
  await bare.close()
})
