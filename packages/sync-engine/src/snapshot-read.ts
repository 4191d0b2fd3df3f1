import type { Hasher, SnapshotHead, SnapshotRows, SnapshotTrailer } from './snapshot-format.ts'

/** A download that was cut, or whose bytes are not those that were sent. */
export class SnapshotBroken extends Error {
  override readonly name = 'SnapshotBroken'
}

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
  for await (const line of lines(bytes)) {
    if (isEnded) throw new SnapshotBroken('there is text after the trailer')
    const value: unknown = JSON.parse(decoder.decode(line))
    if (isTrailer(value)) {
      check(value, counts, hasher.digest())
      isEnded = true
      yield { end: value }
      continue
    }
    hasher.update(line)
    hasher.update(NEWLINE)
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

const NEWLINE = new Uint8Array([10])
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

/** Cuts chunks of any size into lines, without their newline. A last line without one is a cut download. */
async function* lines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let parts: Uint8Array[] = []
  for await (const chunk of chunks) {
    let from = 0
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, from)) {
      parts.push(chunk.subarray(from, end))
      yield joined(parts)
      parts = []
      from = end + 1
    }
    if (from < chunk.length) parts.push(chunk.subarray(from))
  }
  if (parts.length > 0) throw new SnapshotBroken('the snapshot is cut in the middle of a line')
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const [only] = parts
  if (only !== undefined && parts.length === 1) return only
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
