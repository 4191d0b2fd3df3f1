import type { Digest, DigestBucket, DigestSheet, RowMark } from '@pos/shared-types'
import { VirtualTime } from '@pos/testing'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { sha256 } from '../test/memory-outbox.ts'
import { silentLog } from '../test/silent-log.ts'
import { Comparer, type ComparerOptions } from './comparer.ts'
import type { NamedDigest } from './name-rows.ts'
import { BucketSums } from './row-marks.ts'

const HOUR = 3_600_000

let time: VirtualTime
let comparer: Comparer
let own: Record<string, string>
let peer: Record<string, string>
let isUnsent: boolean
let isAway: boolean
let asked: number
let kept: (readonly NamedDigest[])[]
let looked: string[][]
let canName: boolean
let repaired: string[][]
let onAsked: () => void

/** Each thing has one row, by which it is known. */
const marksOf = (of: Record<string, string>, grain: string): RowMark[] => {
  const hash = sha256(of[grain] ?? '')
  return [{ key: `row of ${grain}`, hash, label: grain, variantId: null, quantityMilli: null }]
}
function bucketsOf(of: Record<string, string>, grain: string): DigestBucket[] {
  const sums = new BucketSums(sha256)
  for (const mark of marksOf(of, grain)) sums.add(mark)
  return sums.result()
}

const digests = (of: Record<string, string>): Digest[] =>
  Object.entries(of).map(([grain, hash]) => ({
    kind: grain === 'prices' ? 'catalogue' : 'sales',
    grain,
    count: 1,
    sumMinor: null,
    hash: hash.padEnd(64, '0'),
  }))

beforeEach(() => {
  time = new VirtualTime()
  own = { prices: 'a', monday: 'b' }
  peer = { ...own }
  isUnsent = false
  isAway = false
  asked = 0
  kept = []
  looked = []
  canName = true
  repaired = []
  onAsked = () => {}
  comparer = new Comparer(options())
})
afterEach(() => comparer.stop())

const options = (): ComparerOptions => ({
  digests: {
    async sheet(kinds): Promise<DigestSheet | undefined> {
      if (isUnsent) return undefined
      const wanted = digests(own).filter(({ kind }) => kinds.has(kind))
      return { epoch: 'e', version: 1, seq: 1, digests: wanted }
    },
    async rows(_, { grain }, visit) {
      marksOf(own, grain).forEach(visit)
      return true
    },
    keep: (_, compared) => void kept.push(compared),
  },
  transport: {
    async exchange(sheet) {
      if (isAway) throw new Error('no line')
      asked += 1
      looked.push([...new Set(sheet.digests.map(({ kind }) => kind))])
      onAsked()
      return digests(peer)
    },
    async buckets({ grain }) {
      if (!canName) throw new Error('no such door')
      return bucketsOf(peer, grain)
    },
    rows: async ({ grain }) => marksOf(peer, grain),
  },
  clock: time,
  random: () => 0.5,
  sha256,
  scheduler: time,
  log: silentLog,
  repair: (kinds) => void repaired.push([...kinds].toSorted()),
})

const verdicts = () => kept.at(-1)?.map(({ verdict }) => verdict)

test('[SE53] it looks a minute after the start, and then once a day', async () => {
  comparer.start()
  await time.advance(30_000)
  expect(asked).toBe(0)
  await time.advance(60_000)
  expect(asked).toBe(1)
  expect(verdicts()).toEqual(['equal', 'equal'])
  await time.advance(20 * HOUR)
  expect(asked).toBe(1)
  await time.advance(9 * HOUR)
  expect(asked).toBe(2)
})

test('[SE53] where nights are known it looks in the four hours after one begins', async () => {
  comparer = new Comparer({ ...options(), nextNight: (now) => now - (now % (24 * HOUR)) + 26 * HOUR })
  comparer.start()
  await time.advance(90_000)
  expect(asked).toBe(1)
  // Night begins at two; half of the four hours later it is four.
  await time.advance(26 * HOUR - (time.now() % (24 * HOUR)) + HOUR)
  expect(asked).toBe(1)
  await time.advance(2 * HOUR)
  expect(asked).toBe(2)
})

test('[SE52] what differs is repaired once, looked at again, and then left to a person', async () => {
  peer = { prices: 'x', monday: 'y' }
  comparer.start()
  await time.advance(90_000)
  expect(repaired).toEqual([['catalogue', 'sales']])
  await time.advance(120_000)
  expect(asked).toBe(2)
  expect(repaired).toHaveLength(1)
  expect(verdicts()).toEqual(['different', 'different'])
  // A person who asks has it tried again.
  await comparer.compare()
  expect(repaired).toHaveLength(2)
})

test('[SE51] nothing is compared while something is unsent, and it is tried again soon', async () => {
  isUnsent = true
  comparer.start()
  await time.advance(5 * 60_000)
  expect(asked).toBe(0)
  expect(await comparer.compare()).toBeUndefined()
  isUnsent = false
  await time.advance(2 * 60_000)
  expect(verdicts()).toEqual(['equal', 'equal'])
})

test('[SE51] a sale that was made meanwhile is no difference: it is looked at again at once', async () => {
  onAsked = () => {
    if (asked > 1) return
    own = { ...own, monday: 'c' }
    peer = { ...own }
  }
  await comparer.compare()
  expect(asked).toBe(2)
  expect(verdicts()).toEqual(['equal', 'equal'])
  expect(repaired).toEqual([])
})

test('[SE53] a peer that is away is asked again in some minutes, and nothing is kept of it', async () => {
  isAway = true
  comparer.start()
  await time.advance(10 * 60_000)
  expect(kept).toEqual([])
  isAway = false
  await time.advance(15 * 60_000)
  expect(verdicts()).toEqual(['equal', 'equal'])
})

test('[SE72] of what differs the rows are named, in the comparison that finds it', async () => {
  peer = { ...own, prices: 'x' }
  await comparer.compare()
  const named = { key: 'row of prices', held: 'both', label: 'prices' }
  expect(kept[0]?.[0]?.differing).toMatchObject({ rows: [named], more: 0 })
  expect(kept[0]?.[1]?.differing).toBeNull()
})

test('[SE73] a peer that does not say which rows differ has still said that something does', async () => {
  canName = false
  peer = { ...own, prices: 'x' }
  await comparer.compare()
  expect(verdicts()).toEqual(['different', 'equal'])
  expect(kept[0]?.[0]?.differing).toBeNull()
  expect(repaired).toEqual([['catalogue']])
})

test('[SE74] what gives reason to look is looked at soon, alone, and when nothing waits to leave', async () => {
  comparer.start()
  await time.advance(90_000)
  expect(looked).toEqual([['catalogue', 'sales']])
  isUnsent = true
  comparer.soon('sales')
  await time.advance(10 * 60_000)
  expect(looked).toHaveLength(1)
  isUnsent = false
  await time.advance(2 * 60_000)
  expect(looked).toEqual([['catalogue', 'sales'], ['sales']])
})

test('[SE53] [SE74] looking at a part does not put the whole off', async () => {
  comparer.start()
  await time.advance(90_000)
  for (let hours = 0; hours < 30; hours += 6) {
    comparer.soon('sales')
    await time.advance(6 * HOUR)
  }
  expect(looked.filter((kinds) => kinds.includes('catalogue'))).toHaveLength(2)
})
