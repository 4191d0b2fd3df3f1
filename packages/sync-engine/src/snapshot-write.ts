import type { Hasher, SnapshotHead, SnapshotRows, SnapshotTrailer } from './snapshot-format.ts'

const encoder = new TextEncoder()

/** Writes a snapshot as NDJSON: the head, lines of rows in an order in which parents come first, the trailer. */
export async function* writeSnapshot(
  head: SnapshotHead,
  tables: AsyncIterable<SnapshotRows>,
  hasher: Hasher,
): AsyncGenerator<Uint8Array> {
  const line = (value: unknown) => encoder.encode(`${JSON.stringify(value)}\n`)
  const counted = (value: unknown) => {
    const bytes = line(value)
    hasher.update(bytes)
    return bytes
  }
  const counts: Record<string, number> = {}
  yield counted(head)
  for await (const part of tables) {
    counts[part.table] = (counts[part.table] ?? 0) + part.rows.length
    yield counted(part)
  }
  yield line({ counts, sha256: hasher.digest() } satisfies SnapshotTrailer)
}
