import { gzipSync } from 'node:zlib'

/** Below this the headers weigh as much as what packing saves. */
const WORTH_PACKING = 1_024
/** Higher levels take twice the time for a twentieth less. */
const LEVEL = 3

type Body = { readonly body: string | Uint8Array<ArrayBuffer>; readonly headers?: Readonly<Record<string, string>> }

/** A body as it leaves: packed from a size on. What is signed is what leaves. */
export function packed(text: string): Body {
  if (Buffer.byteLength(text) < WORTH_PACKING) return { body: text }
  return { body: gzipSync(text, { level: LEVEL }), headers: { 'content-encoding': 'gzip' } }
}
