import { SnapshotBroken } from './snapshot-broken.ts'

const NEWLINE = 10

/**
 * Cuts a stream into its lines, wherever the pieces end, each with its newline.
 *
 * @throws SnapshotBroken when the last line has none: the stream was cut
 */
export async function* linesOf(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let rest: Uint8Array[] = []
  for await (const piece of stream) {
    let from = 0
    for (let end = piece.indexOf(NEWLINE); end >= 0; end = piece.indexOf(NEWLINE, from)) {
      const part = piece.subarray(from, end + 1)
      yield rest.length === 0 ? part : joined([...rest, part])
      rest = []
      from = end + 1
    }
    if (from < piece.length) rest.push(piece.subarray(from))
  }
  if (rest.length > 0) throw new SnapshotBroken('the snapshot is cut in the middle of a line')
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
