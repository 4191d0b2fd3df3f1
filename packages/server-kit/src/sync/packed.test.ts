import { gunzipSync } from 'node:zlib'
import { fakeClock } from '@pos/testing'
import { expect, test } from 'vitest'
import { isSignedBy, newPeerKey, privateKeyOf, publicKeyOf } from '../auth/signature.ts'
import { signedFetch } from '../auth/signed-fetch.ts'
import { httpOffer } from './peer-http.ts'

const key = newPeerKey()
const signer = { peerId: 'p', tenantId: 't', privateKey: privateKeyOf(key.privateKeyPem) }
const clock = fakeClock()

/** Offers `count` events to `baseUrl` and gives what left. */
async function offered(baseUrl: string, count: number) {
  const sent: { headers: Headers; body: RequestInit['body'] }[] = []
  const send: typeof fetch = async (_url, init) => {
    sent.push({ headers: new Headers(init?.headers), body: init?.body })
    return new Response('{"missing":[]}')
  }
  const events = Array.from({ length: count }, (_, at) => ({ eventId: `event ${at}`, sha256: '0'.repeat(64) }))
  const { signal } = new AbortController()
  await httpOffer({ baseUrl: () => baseUrl, send: signedFetch(signer, clock, send) }).offer(events, signal)
  const [{ headers, body } = { headers: new Headers(), body: null }] = sent
  return { headers, body, text: JSON.stringify({ events }) }
}

test('[SE58] what goes far leaves packed, and what leaves is what is signed', async () => {
  const { headers, body, text } = await offered('https://hq.example', 100)

  expect(headers.get('content-encoding')).toBe('gzip')
  const bytes = body as Uint8Array<ArrayBuffer>
  expect(gunzipSync(bytes).toString()).toBe(text)
  const parts = { method: 'POST', target: '/sync/v1/offer', atMs: clock.now(), body: bytes }
  expect(isSignedBy(publicKeyOf(key.publicKey), parts, headers.get('pos-signature') ?? '')).toBe(true)
})

test('[SE58] what is small, or stays on the machine, leaves plain', async () => {
  for (const { headers, body, text } of [
    await offered('https://hq.example', 1),
    await offered('http://127.0.0.1:5100', 100),
  ]) {
    expect(headers.get('content-encoding')).toBeNull()
    expect(body).toBe(text)
  }
})
