import fc from 'fast-check'
import { expect, test } from 'vitest'
import { EPOCH, MemoryFeed, OTHER_EPOCH } from '../test/memory-feed.ts'
import type { DocumentCaster } from './document-casters.ts'
import { servePull } from './serve-pull.ts'

test('[SE29] pages hold whole versions, follow each other without a gap, and end at the head', async () => {
  const commits = fc.array(fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { minLength: 1 }), {
    minLength: 1,
    maxLength: 12,
  })
  await fc.assert(
    fc.asyncProperty(commits, fc.integer({ min: 1, max: 4 }), async (given, limit) => {
      const feed = new MemoryFeed()
      for (const ids of given) feed.commit(...ids)
      const seen = new Map<string, number>()
      for (let after = 0, isLast = false; !isLast;) {
        const page = await servePull(feed, { epoch: EPOCH, after, limit })
        expect(page.from).toBe(after)
        expect(page.to > after || page.to === feed.version).toBe(true)
        expect(page.changes.every((change) => change.version > after && change.version <= page.to)).toBe(true)
        for (const { id, version } of page.changes) seen.set(id, version)
        after = page.to
        isLast = !page.more
        expect(page.more).toBe(page.to < page.head)
      }
      expect(seen).toEqual(new Map([...feed.rows].map(([id, { version }]) => [id, version])))
    }),
  )
})

test.each([
  ['EPOCH', { epoch: OTHER_EPOCH, after: 2 }],
  ['AHEAD_OF_HEAD', { epoch: EPOCH, after: 4 }],
  ['BELOW_HORIZON', { epoch: EPOCH, after: 1 }],
])('[SE31] a cursor the feed cannot go on from is refused: %s', async (reason, query) => {
  const feed = new MemoryFeed()
  for (const id of ['a', 'b', 'c']) feed.commit(id)
  feed.minVersion = 2
  await expect(servePull(feed, query)).rejects.toMatchObject({ code: 'SYNC_RESYNC_REQUIRED', params: { reason } })
})

test('[SE29] a row that is gone although it was only changed travels as a deletion', async () => {
  const feed = new MemoryFeed()
  feed.commit('a')
  const [change] = feed.rows.values()
  if (change) feed.rows.set('a', { ...change, data: null })
  const page = await servePull(feed, { epoch: EPOCH, after: 0 })
  expect(page.changes).toMatchObject([{ id: 'a', op: 'D', data: null }])
})

test('[SE64] a peer of an older schema gets documents as it knows them, step by step, and one of today as they are', async () => {
  const feed = new MemoryFeed()
  feed.commit('a', 'b')
  feed.commit('c')
  const [first, gone] = feed.rows.values()
  if (!first || !gone) throw new Error('the feed has two rows')
  const data = { row: { id: 'a', minor: 500, currency: 'USD' }, children: {} }
  feed.rows.set('a', { ...first, data })
  feed.rows.set('b', { ...gone, data: null })
  const ofEntity = new Map<number, DocumentCaster>([
    [3, ({ row: { currency: _, ...row }, children }) => ({ row, children })],
    [2, ({ row: { minor = 0, ...row }, children }) => ({ row: { ...row, cents: minor }, children })],
  ])
  const casters = { schema: 3, steps: new Map([[first.entity, ofEntity]]) }
  const pulled = async (schema?: number) => {
    const { changes } = await servePull(feed, { epoch: EPOCH, after: 0, schema }, casters)
    return changes
      .filter(({ id }) => id !== 'c')
      .map(({ id, op, schema: at, data: document }) => [id, op, at, document?.row])
  }
  expect(await pulled()).toEqual([
    ['a', 'U', 1, data.row],
    ['b', 'D', 1, undefined],
  ])
  expect(await pulled(2)).toEqual([
    ['a', 'U', 2, { id: 'a', minor: 500 }],
    ['b', 'D', 2, undefined],
  ])
  expect(await pulled(1)).toEqual([
    ['a', 'U', 1, { id: 'a', cents: 500 }],
    ['b', 'D', 1, undefined],
  ])
})
