import type { Clock } from '@pos/core'
import { signRequest, type Signer } from './signature.ts'

export type SignedFetch = (
  url: string | URL,
  init?: {
    readonly method?: string
    readonly body?: string | Uint8Array<ArrayBuffer>
    readonly headers?: Readonly<Record<string, string>>
    readonly signal?: AbortSignal
  },
) => Promise<Response>

/** `fetch` of a peer: signs every request with its key. A body is JSON unless a header says otherwise. */
export function signedFetch(signer: Signer, clock: Clock, send: typeof fetch = fetch): SignedFetch {
  return (url, { method = 'GET', body, headers, signal } = {}) => {
    const address = new URL(url)
    const target = address.pathname + address.search
    return send(address, {
      method,
      headers: {
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
        ...signRequest(signer, { method, target, atMs: clock.now(), body }),
      },
      ...(body !== undefined && { body }),
      ...(signal && { signal }),
    })
  }
}
