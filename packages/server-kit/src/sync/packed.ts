import { gzipSync } from 'node:zlib'
import { isPacked } from '@pos/sync-engine'

/** Higher levels take twice the time for a twentieth less. */
const LEVEL = 3

type Body = { readonly body: string | Uint8Array<ArrayBuffer>; readonly headers?: Readonly<Record<string, string>> }

/** A body as it leaves for `baseUrl`: packed from a size on. What is signed is what leaves. */
export function bodyFor(baseUrl: string, value: object): Body {
  const text = JSON.stringify(value)
  if (!isPacked(baseUrl, Buffer.byteLength(text))) return { body: text }
  return { body: gzipSync(text, { level: LEVEL }), headers: { 'content-encoding': 'gzip' } }
}
