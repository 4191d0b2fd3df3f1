import fc from 'fast-check'
import { expect, test } from 'vitest'
import { EPOCH, MemoryFeed, OTHER_EPOCH } from '../test/memory-feed.ts'
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
