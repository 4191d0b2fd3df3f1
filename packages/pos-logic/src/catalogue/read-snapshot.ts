import type { CatalogueDocument } from '@pos/shared-types'
import { linesOf, SnapshotBroken, type Cursor, type DocumentSnapshotLine, type Hasher } from '@pos/sync-engine'

export type SnapshotDocument = {
  readonly entity: string
  readonly id: string
  readonly version: number
  readonly data: CatalogueDocument
}

const decoder = new TextDecoder('utf-8', { fatal: true })

/**
 * Hands every document of a snapshot to `visit`, in order, and answers where the snapshot stands. Nothing that was
 * visited may be put into force unless this resolves.
 *
 * @throws SnapshotBroken when it was cut or altered on the way
 */
export async function readSnapshot(
  bytes: AsyncIterable<Uint8Array>,
  hasher: Hasher,
  visit: (document: SnapshotDocument) => Promise<void> | undefined,
): Promise<Cursor> {
  let head: Cursor | undefined
  let isEnded = false
  const counts = new Map<string, number>()
  for await (const lineBytes of linesOf(bytes)) {
    if (isEnded) throw new SnapshotBroken('there is text after the trailer')
    const line = JSON.parse(decoder.decode(lineBytes)) as DocumentSnapshotLine
    if ('trailer' in line) {
      checkTrailer(line.trailer, counts, hasher.digest())
      isEnded = true
      continue
    }
    hasher.update(lineBytes)
    if ('head' in line) head = line.head
    else {
      counts.set(line.entity, (counts.get(line.entity) ?? 0) + 1)
      const wait = visit(line)
      if (wait) await wait
    }
  }
  if (head === undefined || !isEnded) throw new SnapshotBroken('the snapshot ends before its trailer')
  return head
}

type Trailer = Extract<DocumentSnapshotLine, { readonly trailer: unknown }>['trailer']

function checkTrailer(trailer: Trailer, counts: ReadonlyMap<string, number>, sha256: string): void {
  if (trailer.sha256 !== sha256) throw new SnapshotBroken('the hash of the snapshot does not fit')
  const expected = Object.entries(trailer.counts)
  const isWhole = expected.length === counts.size && expected.every(([entity, count]) => counts.get(entity) === count)
  if (!isWhole) throw new SnapshotBroken('documents are missing')
}
