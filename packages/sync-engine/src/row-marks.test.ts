import { NAMING_LIMITS, type RowMark } from '@pos/shared-types'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sha256 } from '../test/memory-outbox.ts'
import type { ComparedDigest } from './digest.ts'
import { answerBuckets, answerRows, nameRows } from './name-rows.ts'
import { BucketSums, chooseBuckets, rowDifferences } from './row-marks.ts'

const markOf = ([key, text]: readonly [string, string]): RowMark => ({
  key,
  hash: sha256(JSON.stringify([key, text])),
  label: text,
  variantId: null,
  quantityMilli: null,
})
const marksOf = (rows: ReadonlyMap<string, string>) => [...rows].map(markOf)
const visitAll = (rows: ReadonlyMap<string, string>) => async (visit: (mark: RowMark) => void) => {
  marksOf(rows).forEach(visit)
  return true
}
const different: ComparedDigest = {
  kind: 'catalogue',
  grain: 'products',
  count: 0,
  sumMinor: null,
  hash: '',
  peerHash: '',
  verdict: 'different',
}
const sheet = { epoch: 'e', version: 1, seq: 1, digests: [] }

/** Names what differs between two nodes, as both of them keep it. */
async function namedAtBoth(own: ReadonlyMap<string, string>, peer: ReadonlyMap<string, string>) {
  let there: Awaited<ReturnType<typeof answerRows>>
  const [named] = await nameRows(
    {
      readRows: (_sheet, _grain, visit) => visitAll(own)(visit),
      peer: {
        buckets: async () => (await answerBuckets(visitAll(peer), sha256)) ?? undefined,
        rows: async (asked) => (there = await answerRows(visitAll(peer), asked, sha256))?.rows,
      },
      sha256,
    },
    sheet,
    [different],
  )
  return { here: named?.differing, there: there?.differing }
}

const some = fc.array(fc.tuple(fc.string({ minLength: 1 }), fc.string())).map((rows) => new Map(rows))

test('[SE72] exactly the rows that differ are named at both nodes, each from its own side', async () => {
  await fc.assert(
    fc.asyncProperty(some, some, some, async (common, mine, others) => {
      const own = new Map([...common, ...mine])
      const peer = new Map([...common, ...others])
      const keys = [...new Set([...own.keys(), ...peer.keys()])].filter((key) => own.get(key) !== peer.get(key))
      const { here, there } = await namedAtBoth(own, peer)
      const heldBy = (one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>) =>
        keys.map((key) => `${key} ${!other.has(key) ? 'here' : one.has(key) ? 'both' : 'peer'}`).toSorted()
      const told = (named: typeof here) => named?.rows.map(({ key, held }) => `${key} ${held}`).toSorted()
      expect(told(here)).toEqual(heldBy(own, peer))
      expect(told(there)).toEqual(heldBy(peer, own))
    }),
  )
})

test('[SE72] a hundred are named, and how many more there are', async () => {
  const rows = (text: string) => new Map(Array.from({ length: 1000 }, (_, at) => [`row ${at}`, `${text} ${at}`]))
  const { here, there } = await namedAtBoth(rows('one'), rows('other'))
  expect([here?.rows.length, here?.more]).toEqual([NAMING_LIMITS.names, 900])
  expect([there?.rows.length, there?.more]).toEqual([NAMING_LIMITS.names, 900])
})

test('[SE72] what differs a lot leaves names for what differs little', async () => {
  const many = new Map(Array.from({ length: 1000 }, (_, at) => [`row ${at}`, 'text']))
  const one = new Map([['sale', 'text']])
  const holds = (grain: string) => (grain === 'products' ? many : one)
  const named = await nameRows(
    {
      readRows: (_, { grain }, visit) => visitAll(holds(grain))(visit),
      peer: { buckets: async () => [], rows: async () => [] },
      sha256,
    },
    sheet,
    [different, { ...different, kind: 'sales', grain: '2026-03-02' }],
  )
  expect(named.map(({ differing }) => differing?.rows.length)).toEqual([50, 1])
})

test('[SE72] no more rows are read than may be; the parts that are left count as one each', () => {
  const sums = new BucketSums(sha256)
  for (let at = 0; at < 3000; at += 1) sums.add(markOf([`row ${at}`, 'text']))
  const { buckets, unread } = chooseBuckets(sums.result(), [], 100)
  const sizes = new Map(sums.result().map(({ bucket, count }) => [bucket, count]))
  const rows = buckets.reduce((sum, bucket) => sum + (sizes.get(bucket) ?? 0), 0)
  expect(rows).toBeGreaterThan(80)
  expect(rows).toBeLessThanOrEqual(100)
  expect(buckets.length + unread).toBe(256)
})

test('[SE72] who asks for the rows of more parts than there may be is not answered', async () => {
  const rows = new Map(Array.from({ length: NAMING_LIMITS.rows + 1 }, (_, at) => [`row ${at}`, 'text']))
  const all = Array.from({ length: 256 }, (_, at) => at.toString(16).padStart(2, '0'))
  const asked = { epoch: 'e', version: 1, kind: 'catalogue' as const, grain: 'products', rows: [], most: 1, unread: 0 }
  expect(await answerRows(visitAll(rows), { ...asked, buckets: all }, sha256)).toBeUndefined()
  expect(await answerRows(visitAll(rows), { ...asked, buckets: ['00'] }, sha256)).toBeDefined()
})

test('a row is called as it is called here, and by the peer only where it is not here', () => {
  const level = (label: string | null, quantityMilli: number): RowMark => {
    return { key: 'level', hash: sha256(String(quantityMilli)), label, variantId: null, quantityMilli }
  }
  const [difference] = rowDifferences([level('Pen', 2000)], [level('Bolígrafo', 3000)])
  expect(difference).toMatchObject({ held: 'both', label: 'Pen', quantityMilli: 2000, peerQuantityMilli: 3000 })
  expect(rowDifferences([], [level('Bolígrafo', 3000)])).toMatchObject([{ held: 'peer', label: 'Bolígrafo' }])
})
