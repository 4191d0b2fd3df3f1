import { linesOf } from './lines-of.ts'
import { SnapshotBroken } from './snapshot-broken.ts'
import type { Hasher, SnapshotHead, SnapshotRows, SnapshotTrailer } from './snapshot-format.ts'

export type SnapshotPart =
  | { readonly head: SnapshotHead }
  | { readonly rows: SnapshotRows }
  /** Everything arrived, and the trailer fits. Nothing of the snapshot may be put into force before this part. */
  | { readonly end: SnapshotTrailer }

/**
 * Reads a snapshot line by line.
 *
 * @throws SnapshotBroken when it is cut, altered, or the counts differ
 */
export async function* readSnapshot(bytes: AsyncIterable<Uint8Array>, hasher: Hasher): AsyncGenerator<SnapshotPart> {
  const counts: Record<string, number> = {}
  let isFirst = true
  let isEnded = false
  for await (const line of linesOf(bytes)) {
    if (isEnded) throw new SnapshotBroken('there is text after the trailer')
    const value: unknown = JSON.parse(decoder.decode(line))
    if (isTrailer(value)) {
      check(value, counts, hasher.digest())
      isEnded = true
      yield { end: value }
      continue
    }
    hasher.update(line)
    if (isFirst) yield { head: value as SnapshotHead }
    else {
      const rows = value as SnapshotRows
      counts[rows.table] = (counts[rows.table] ?? 0) + rows.rows.length
      yield { rows }
    }
    isFirst = false
  }
  if (!isEnded) throw new SnapshotBroken('the snapshot ends before its trailer')
}

const decoder = new TextDecoder('utf-8', { fatal: true })

function isTrailer(value: unknown): value is SnapshotTrailer {
  return typeof value === 'object' && value !== null && 'counts' in value
}

function check(trailer: SnapshotTrailer, counts: Readonly<Record<string, number>>, sha256: string): void {
  if (trailer.sha256 !== sha256) throw new SnapshotBroken('the hash of the snapshot does not fit')
  const tables = new Set([...Object.keys(trailer.counts), ...Object.keys(counts)])
  for (const table of tables) {
    if (trailer.counts[table] !== counts[table]) throw new SnapshotBroken(`rows of ${table} are missing`)
  }
}
