import type { CatalogueDocument } from '@pos/shared-types'
import { writeDocumentSnapshot, type Cursor, type Hasher } from '@pos/sync-engine'

type Document = {
  readonly entity: string
  readonly id: string
  readonly version: number
  readonly data: CatalogueDocument
}

/** A snapshot as a store writes it for its tills, in pieces of an odd size. */
export async function* snapshotOf(
  head: Cursor,
  documents: readonly Document[],
  hasher: Hasher,
  pieceBytes = 65_521,
): AsyncGenerator<Uint8Array> {
  const texts = documents.map(({ data, ...place }) => ({ ...place, json: JSON.stringify(data) }))
  const pages = Array.from({ length: Math.ceil(texts.length / 500) }, (_, n) => texts.slice(n * 500, n * 500 + 500))
  for await (const bytes of writeDocumentSnapshot(head, pages, hasher)) {
    for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes)
  }
}
