import type { EventId } from '@pos/shared-types'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { silentLog } from '../test/silent-log.ts'
import { VirtualTime } from '@pos/testing'
import { uuidOf } from '../test/world.ts'
import { OFFERED_MS, Reofferer, type AcknowledgedEvent } from './reofferer.ts'

let time: VirtualTime
let reofferer: Reofferer
/** What was acknowledged, with the moment it was made. */
let kept: (AcknowledgedEvent & { readonly madeAt: number })[]
let life: string | undefined
let offered: number[]
let reopened: EventId[]
let lacks: (id: EventId) => boolean
let isAway: boolean

beforeEach(() => {
  time = new VirtualTime()
  kept = []
  life = undefined
  offered = []
  reopened = []
  lacks = () => false
  isAway = false
  reofferer = new Reofferer({
    outbox: {
      acknowledged: (since, after, limit) =>
        kept.filter(({ seq, madeAt }) => seq > after && madeAt >= since).slice(0, limit),
      reopen: (ids) => void reopened.push(...ids),
    },
    transport: {
      async offer(events) {
        if (isAway) throw new Error('no line')
        offered.push(events.length)
        return events.map(({ eventId }) => eventId).filter(lacks)
      },
    },
    clock: time,
    random: () => 0.5,
    scheduler: time,
    log: silentLog,
    newLife: () => life,
    offered: () => {
      life = undefined
    },
    onReopened: () => {},
  })
})
afterEach(() => reofferer.stop())

const keep = (count: number, madeAt = time.now()) => {
  for (let n = 0; n < count; n += 1) {
    const seq = kept.length + 1
    kept.push({ seq, eventId: uuidOf(seq), sha256: 'aa'.repeat(32), madeAt })
  }
}

test('[SE42] a peer that lives another life is offered everything, and gets what it lacks', async () => {
  keep(1_200)
  lacks = (id) => id >= uuidOf(1_100)
  reofferer.start()
  await time.advance(0)
  expect(offered).toEqual([])
  life = 'another'
  reofferer.wake()
  await time.advance(0)
  expect(offered).toEqual([500, 500, 200])
  expect(reopened).toEqual(kept.slice(1_099).map(({ eventId }) => eventId))
  reofferer.wake()
  await time.advance(0)
  expect(offered).toHaveLength(3)
})

test('[SE42] what is older than 35 days is not offered', async () => {
  await time.advance(OFFERED_MS + 1_000)
  keep(3, 0)
  keep(2)
  life = 'another'
  reofferer.start()
  await time.advance(0)
  expect(offered).toEqual([2])
})

test('[SE42] an offer that reached nobody is made again, until it was answered whole', async () => {
  keep(600)
  life = 'another'
  isAway = true
  reofferer.start()
  await time.advance(60_000)
  expect([offered, life]).toEqual([[], 'another'])
  isAway = false
  await time.advance(300_000)
  expect([offered, life]).toEqual([[500, 100], undefined])
})
