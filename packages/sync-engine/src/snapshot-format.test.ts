import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { factored, type SnapshotRows } from './snapshot-format.ts'
import { SnapshotBroken } from './snapshot-broken.ts'
import { readSnapshot, type SnapshotPart } from './snapshot-read.ts'
import { writeSnapshot } from './snapshot-write.ts'

const head = { epoch: '00000000-0000-7000-8000-0000000000ee', version: 7, schema: 1 }
const hasher = () => {
  const running = createHash('sha256')
  return { update: (bytes: Uint8Array) => void running.update(bytes), digest: () => running.digest('hex') }
}
const tables: SnapshotRows[] = [
  factored(
    'products',
    ['id', 'tenant_id', 'name'],
    [
      ['1', 't', 'Añejo'],
      ['2', 't', 'Line\nbreak'],
    ],
  ),
  factored('products', ['id', 'tenant_id', 'name'], [['3', 't', 'C']]),
  factored('prices', ['id', 'tenant_id'], [['9', 't']]),
]

async function written(): Promise<Buffer> {
  const pieces: Uint8Array[] = []
  for await (const piece of writeSnapshot(head, asAsync(tables), hasher())) pieces.push(piece)
  return Buffer.concat(pieces)
}

async function read(chunks: readonly Uint8Array[]): Promise<SnapshotPart[]> {
  const parts: SnapshotPart[] = []
  for await (const part of readSnapshot(asAsync(chunks), hasher())) parts.push(part)
  return parts
}

test('[SE32] a snapshot is read as it was written, however the line cuts it into pieces', async () => {
  const bytes = await written()
  const whole = await read([bytes])
  expect(whole).toMatchObject([
    { head },
    { rows: tables[0] },
    { rows: tables[1] },
    { rows: tables[2] },
    { end: { counts: { products: 3, prices: 1 } } },
  ])
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(fc.nat(bytes.length)), async (cuts) => {
      const places = [0, ...cuts.toSorted((a, b) => a - b), bytes.length]
      const chunks = places.slice(1).map((end, index) => bytes.subarray(places[index], end))
      expect(await read(chunks)).toEqual(whole)
    }),
  )
})

test('[SE32] a snapshot that is cut anywhere is refused', async () => {
  const bytes = await written()
  for (let end = 0; end < bytes.length; end += 1) {
    await expect(read([bytes.subarray(0, end)])).rejects.toThrow(SnapshotBroken)
  }
})

test('[SE32] one changed byte before the trailer is found', async () => {
  const bytes = await written()
  const at = bytes.indexOf('Añejo')
  bytes[at] = 'B'.charCodeAt(0)
  await expect(read([bytes])).rejects.toThrow('hash')
})

test('[SE32] values that all rows share are written once, and nothing is lost', () => {
  const value = fc.oneof(fc.string(), fc.integer(), fc.constant(null))
  fc.assert(
    fc.property(
      fc
        .integer({ min: 1, max: 4 })
        .chain((width) => fc.array(fc.array(value, { minLength: width, maxLength: width }), { minLength: 1 })),
      (rows) => {
        const columns = (rows[0] ?? []).map((_, index) => `c${index}`)
        const part = factored('t', columns, rows)
        const back = part.rows.map((row) => {
          const named = new Map(part.columns.map((name, index) => [name, row[index]]))
          return columns.map((name) => (named.has(name) ? named.get(name) : part.constants[name]))
        })
        expect(back).toEqual(rows)
      },
    ),
  )
})

async function* asAsync<T>(items: readonly T[]) {
  yield* items
}
