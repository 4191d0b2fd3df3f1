import type { Digest, DigestSheet } from '@pos/shared-types'
import { VirtualTime } from '@pos/testing'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { silentLog } from '../test/silent-log.ts'
import { Comparer } from './comparer.ts'
import type { ComparedDigest } from './digest.ts'

const HOUR = 3_600_000

let time: VirtualTime
let comparer: Comparer
let own: Record<string, string>
let peer: Record<string, string>
let isUnsent: boolean
let isAway: boolean
let asked: number
let kept: (readonly ComparedDigest[])[]
let repaired: string[][]
let onAsked: () => void

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
  repaired = []
  onAsked = () => {}
  comparer = new Comparer({
    digests: {
      sheet: async (): Promise<DigestSheet | undefined> =>
        isUnsent ? undefined : { epoch: 'e', version: 1, seq: 1, digests: digests(own) },
      keep: (_, compared) => void kept.push(compared),
    },
    transport: {
      async exchange() {
        if (isAway) throw new Error('no line')
        asked += 1
        onAsked()
        return digests(peer)
      },
    },
    random: () => 0.5,
    scheduler: time,
    log: silentLog,
    repair: (kinds) => void repaired.push([...kinds].toSorted()),
  })
})
afterEach(() => comparer.stop())

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

test('[SE53] a peer that is away is asked again with back-off, and nothing is kept of it', async () => {
  isAway = true
  comparer.start()
  await time.advance(10 * 60_000)
  expect(kept).toEqual([])
  isAway = false
  await time.advance(10 * 60_000)
  expect(verdicts()).toEqual(['equal', 'equal'])
})
