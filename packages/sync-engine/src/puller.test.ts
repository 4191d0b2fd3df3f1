import { DomainError } from '@pos/core'
import type { ResyncReason } from '@pos/shared-types'
import { beforeEach, expect, test } from 'vitest'
import { EPOCH, MemoryFeed, OTHER_EPOCH } from '../test/memory-feed.ts'
import { MemoryReplica } from '../test/memory-replica.ts'
import { silentLog } from '../test/silent-log.ts'
import { VirtualTime } from '@pos/testing'
import type { PullAnswer } from './pull-transport.ts'
import { createPuller, type Puller } from './puller.ts'
import { servePull } from './serve-pull.ts'

let time: VirtualTime
let feed: MemoryFeed
let replica: MemoryReplica
let puller: Puller
let pulls: number
let snapshots: number
let applied: { readonly version: number; readonly entities: readonly string[] | undefined }[]
let isOnline: boolean
let isCut: boolean

const start = (pageLimit = 1000) => {
  const transport = {
    async pull(after: { epoch: string; version: number }): Promise<PullAnswer> {
      pulls += 1
      if (!isOnline) throw new Error('no line')
      try {
        return { page: await servePull(feed, { epoch: after.epoch, after: after.version, limit: pageLimit }) }
      } catch (error) {
        if (error instanceof DomainError) return { resync: String(error.params['reason']) as ResyncReason }
        throw error
      }
    },
    async snapshot() {
      snapshots += 1
      if (!isOnline) throw new Error('no line')
      const cursor = { epoch: feed.epoch, version: feed.version }
      const text = JSON.stringify({ cursor, rows: [...feed.rows.values()].map(({ id, version }) => [id, version]) })
      return bytesOf(isCut ? text.slice(0, -5) : text)
    },
  }
  puller = createPuller({
    replica,
    transport,
    clock: time,
    random: () => 0.5,
    scheduler: time,
    log: silentLog,
    onApplied: (entities, { version }) => applied.push({ version, entities: entities && [...entities] }),
  })
  puller.start()
}

beforeEach(() => {
  time = new VirtualTime()
  feed = new MemoryFeed()
  replica = new MemoryReplica()
  feed.commit('a', 'b')
  ;[pulls, snapshots, applied, isOnline, isCut] = [0, 0, [], true, false]
  return () => puller.stop()
})

test('[SE28] a node without a catalogue begins with a snapshot and goes on from its version', async () => {
  start()
  await time.advance(0)
  expect(snapshots).toBe(1)
  expect(replica.at).toEqual({ epoch: EPOCH, version: 1 })
  feed.commit('c')
  puller.notify(2)
  await time.advance(0)
  expect(replica.rows.get('c')).toBe(2)
  expect(applied).toEqual([
    { version: 1, entities: undefined },
    { version: 2, entities: ['price'] },
  ])
})

test('[SE26] a notice pulls at once, several cost one pull, and one for a version that is here costs none', async () => {
  start()
  await time.advance(0)
  const before = pulls
  feed.commit('a')
  for (let count = 0; count < 5; count += 1) puller.notify(2)
  await time.advance(0)
  expect(pulls - before).toBeLessThanOrEqual(2)
  const settled = pulls
  puller.notify(2)
  puller.notify(1)
  await time.advance(0)
  expect(pulls).toBe(settled)
})

test('[SE26] a change that nobody tells of arrives with the next poll', async () => {
  start()
  await time.advance(0)
  feed.commit('c')
  await time.advance(60_000)
  expect(replica.rows.get('c')).toBe(2)
})

test('[SE25] a delta of several pages comes into force as a whole', async () => {
  start(2)
  await time.advance(0)
  for (const id of ['c', 'd', 'e', 'f', 'g']) feed.commit(id)
  puller.notify(feed.version)
  await time.advance(0)
  expect(replica.at?.version).toBe(feed.version)
  expect(applied.map((each) => each.version)).toEqual([1, feed.version])
  expect(replica.staged).toEqual([])
})

test('[SE25] when the line breaks between pages, readers keep the state they had', async () => {
  start(2)
  await time.advance(0)
  for (const id of ['c', 'd', 'e']) feed.commit(id)
  const stage = replica.stage.bind(replica)
  replica.stage = (page) => {
    isOnline = false
    return stage(page)
  }
  puller.notify(feed.version)
  await time.advance(0)
  expect(replica.rows.has('c')).toBe(false)
  isOnline = true
  replica.stage = stage
  await time.advance(5_000)
  expect([...replica.rows.keys()]).toEqual(['a', 'b', 'c', 'd', 'e'])
})

test('[SE27] when the feed cannot be followed, a new snapshot replaces the replica', async () => {
  start()
  await time.advance(0)
  feed.epoch = OTHER_EPOCH
  feed.commit('z')
  puller.wake()
  await time.advance(0)
  expect(replica.at).toEqual({ epoch: OTHER_EPOCH, version: 2 })
})

test('[SE27] a snapshot that is cut leaves the replica as it was, and is fetched again', async () => {
  start()
  await time.advance(0)
  ;[feed.epoch, isCut] = [OTHER_EPOCH, true]
  puller.wake()
  await time.advance(0)
  expect(replica.at?.epoch).toBe(EPOCH)
  isCut = false
  await time.advance(5_000)
  expect(replica.at?.epoch).toBe(OTHER_EPOCH)
})

async function* bytesOf(text: string) {
  yield new TextEncoder().encode(text)
}
