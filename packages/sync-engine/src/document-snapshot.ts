import type { CatalogueDocument } from '@pos/shared-types'
import type { Hasher } from './snapshot-format.ts'
import type { Cursor } from './replica.ts'

/** One document of a snapshot whose reader keeps documents and not rows: a till. `json` is the `data` of the line. */
export type DocumentText = {
  readonly entity: string
  readonly id: string
  readonly version: number
  readonly json: string
}

/** The lines of such a snapshot: one head, the documents, one trailer. */
export type DocumentSnapshotLine =
  | { readonly head: Cursor }
  | { readonly entity: string; readonly id: string; readonly version: number; readonly data: CatalogueDocument }
  /** Documents per entity, and SHA-256 over all bytes before this line. */
  | { readonly trailer: { readonly counts: Readonly<Record<string, number>>; readonly sha256: string } }

/** Writes documents as NDJSON, several lines per piece. */
export async function* writeDocumentSnapshot(
  head: Cursor,
  pages: AsyncIterable<readonly DocumentText[]> | Iterable<readonly DocumentText[]>,
  hasher: Hasher,
): AsyncGenerator<Uint8Array> {
  const counts: Record<string, number> = {}
  const counted = (text: string) => {
    const bytes = encoder.encode(text)
    hasher.update(bytes)
    return bytes
  }
  yield counted(`${JSON.stringify({ head })}\n`)
  for await (const page of pages) {
    for (const { entity } of page) counts[entity] = (counts[entity] ?? 0) + 1
    yield counted(page.map(lineOf).join(''))
  }
  yield encoder.encode(`${JSON.stringify({ trailer: { counts, sha256: hasher.digest() } })}\n`)
}

const encoder = new TextEncoder()

function lineOf({ entity, id, version, json }: DocumentText): string {
  return `{"entity":"${entity}","id":"${id}","version":${version},"data":${json}}\n`
}
