import { defineCommand, schema } from '@pos/shared-types'
import { Type } from 'typebox'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDemoApp, type DemoApp } from '../../test/support/demo-app.ts'
import { BootRefused, defineModule, handle, readOrigins } from '../index.ts'

const ORIGINS = ['https://pages.example']
const renew = defineCommand({
  name: 'demo.renew',
  method: 'POST',
  path: '/demo/renew',
  summary: 'Something a cookie does',
  access: { store: 'public' },
  audit: 'none',
  usesCookie: true,
  response: schema.strict({ isDone: Type.Boolean() }),
})

let demo: DemoApp
let done = 0
beforeAll(async () => {
  const routes = [handle(renew, () => ({ isDone: (done += 1) > 0 }))]
  demo = await openDemoApp({ modules: [defineModule({ name: 'renew', routes })], origins: ORIGINS })
})
afterAll(() => demo.close())

const OWN = {
  host: 'store.local:5201',
  origin: 'http://store.local:5201',
  'content-type': 'application/json',
  'pos-page': '1',
  'sec-fetch-site': 'same-origin',
}
type Headers = Readonly<Record<string, string | undefined>>

async function ask(change: Headers, payload?: string) {
  const before = done
  const headers = Object.fromEntries(Object.entries({ ...OWN, ...change }).filter(([, value]) => value !== undefined))
  const answer = await demo.app.inject({
    method: 'POST',
    url: '/api/v1/demo/renew',
    headers,
    ...(payload && { payload }),
  })
  return { status: answer.statusCode, code: answer.json().code, hadEffect: done > before }
}

describe('what uses a cookie', () => {
  test.each<[string, Headers]>([
    ['its own page', {}],
    ['a page behind the address of the machine', { host: '10.0.0.7:5201', origin: 'http://10.0.0.7:5201' }],
    ['a browser that does not say where a request is from', { 'sec-fetch-site': undefined }],
    ['a listed origin', { origin: 'https://pages.example', 'sec-fetch-site': 'same-site' }],
  ])('is done for %s', async (_who, change) => {
    expect(await ask(change)).toMatchObject({ status: 200, hadEffect: true })
  })

  test.each<[string, Headers]>([
    ['a form', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['a form with files', { 'content-type': 'multipart/form-data; boundary=x' }],
    ['JSON that says it is plain text', { 'content-type': 'text/plain' }],
    ['a type that only begins like ours', { 'content-type': 'application/jsonx' }],
    ['no type', { 'content-type': undefined }],
    ['a request without our header', { 'pos-page': undefined }],
    ['another origin', { origin: 'https://evil.example' }],
    ['an origin that only begins like a listed one', { origin: 'https://pages.example.evil.example' }],
    ['another port of the same machine', { origin: 'http://store.local:8080' }],
    ['an origin that hides', { origin: 'null' }],
    ['no origin', { origin: undefined }],
    ['what the browser calls foreign', { 'sec-fetch-site': 'cross-site' }],
  ])('is refused to %s, without effect', async (_what, change) => {
    expect(await ask(change, '{}')).toEqual({ status: 403, code: 'PAGE_FOREIGN', hadEffect: false })
  })

  test('cannot be a GET: the server does not start', async () => {
    const routes = [handle({ ...renew, method: 'GET' }, () => ({ isDone: true }))]
    const opening = openDemoApp({ modules: [defineModule({ name: 'renew', routes })] })
    await expect(opening).rejects.toBeInstanceOf(BootRefused)
  })
})

describe('pages of other origins', () => {
  const preflight = (origin: string, app = demo.app) =>
    app.inject({
      method: 'OPTIONS',
      url: '/api/v1/demo/renew',
      headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization' },
    })

  test('are let in by name, without cookies', async () => {
    const { statusCode, headers } = await preflight('https://pages.example')
    expect([statusCode, headers['access-control-allow-origin']]).toEqual([204, 'https://pages.example'])
    expect(headers['access-control-allow-credentials']).toBeUndefined()
    expect(headers['access-control-allow-headers']).not.toContain('pos-page')
  })

  test.each(['https://evil.example', 'null', 'https://pages.example:444'])('are not let in as %s', async (origin) => {
    const [{ headers }, answer] = await Promise.all([
      preflight(origin),
      demo.app.inject({ url: '/api/v1/version', headers: { origin } }),
    ])
    expect(headers['access-control-allow-origin']).toBeUndefined()
    expect(answer.headers['access-control-allow-origin']).toBeUndefined()
  })

  test('are let in nowhere without a list', async () => {
    const bare = await openDemoApp()
    expect((await preflight('https://pages.example', bare.app)).headers['access-control-allow-origin']).toBeUndefined()
    await bare.close()
  })

  test('are listed as origins, nothing else', () => {
    expect(readOrigins('https://a.example, http://b.example:81')).toEqual(['https://a.example', 'http://b.example:81'])
    expect(readOrigins(undefined)).toEqual([])
    for (const text of ['*', 'a.example', 'https://a.example/', 'file:///x', 'null'])
      expect(() => readOrigins(text)).toThrow('which is no origin')
  })
})
