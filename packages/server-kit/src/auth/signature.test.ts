import { fakeClock } from '@pos/testing'
import { expect, test } from 'vitest'
import { isSignedBy, newPeerKey, privateKeyOf, publicKeyOf, signingText, signRequest } from './signature.ts'
import { signedFetch } from './signed-fetch.ts'

const key = newPeerKey()
const signer = { peerId: 'p', tenantId: 't', privateKey: privateKeyOf(key.privateKeyPem) }

test('what is signed is the request line, the time and the hash of the body', () => {
  expect(signingText({ method: 'POST', target: '/sync/v1/push?a=1', atMs: 5, body: 'abc' })).toBe(
    'POST\n/sync/v1/push?a=1\n5\nba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  )
})

test('a fetch carries the signature of exactly what it sends', async () => {
  const clock = fakeClock()
  const sent: { headers: Headers; body: unknown }[] = []
  const send: typeof fetch = async (_url, init) => {
    sent.push({ headers: new Headers(init?.headers), body: init?.body })
    return new Response('{}')
  }

  await signedFetch(signer, clock, send)('http://hq.test/sync/v1/pull?after=3&limit=5')
  await signedFetch(signer, clock, send)('http://hq.test/sync/v1/push', { method: 'POST', body: '{"events":[]}' })

  const targets = ['/sync/v1/pull?after=3&limit=5', '/sync/v1/push']
  for (const [at, { headers, body }] of sent.entries()) {
    const parts = { method: at === 0 ? 'GET' : 'POST', target: targets[at] ?? '', atMs: clock.now() }
    const withBody = typeof body === 'string' ? { ...parts, body } : parts
    expect(isSignedBy(publicKeyOf(key.publicKey), withBody, headers.get('pos-signature') ?? '')).toBe(true)
  }
  expect(sent[1]?.headers.get('content-type')).toBe('application/json')
})

test('a request without a body is signed as one with an empty body', () => {
  const parts = { method: 'GET', target: '/', atMs: 1 }
  const { 'pos-signature': signature = '' } = signRequest(signer, parts)

  expect(isSignedBy(publicKeyOf(key.publicKey), { ...parts, body: '' }, signature)).toBe(true)
})
