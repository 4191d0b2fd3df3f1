import fc from 'fast-check'
import { expect, test } from 'vitest'
import { LossyNetwork, NO_FAULTS, type Faults } from '../test/lossy-network.ts'
import { MemoryOutbox, sha256, type OutboxEntry } from '../test/memory-outbox.ts'
import { seededRandom } from '../test/seeded-random.ts'
import { silentLog } from '../test/silent-log.ts'
import { MemoryInbox, VirtualTime } from '@pos/testing'
import { factHandler, LINEAGE, peer, STORE, uuidOf, type Effect, type Tables } from '../test/world.ts'
import { createIngest } from './ingest.ts'
import type { OutboxPort } from './outbox.ts'
import { createPusher } from './pusher.ts'
import { Reofferer } from './reofferer.ts'

const RUNS = process.env.POS_LONG === '1' ? 3_000 : 50
const AGGREGATES = 6
const REUSED = 'SYNC_KEY_REUSED'
/** Seeds that once found something. 1228897993: two lives under one lineage met in an aggregate. */
const KEPT_SEEDS = [1228897993]

/** A copy of a store's records: among them, to which life of head office they were all told. */
type StoreCopy = { readonly entries: readonly OutboxEntry[]; readonly told: string }
type Life = { readonly stop: () => void; readonly wake: () => void }

/** A store and head office, either of which may be put back to a copy that was made of it before. */
class Lives {
  readonly time = new VirtualTime()
  readonly outbox = new MemoryOutbox(LINEAGE)
  readonly inbox = new MemoryInbox<Effect>()
  readonly network: LossyNetwork
  readonly #ingest
  readonly #random: () => number
  #made = 0
  #lineages = 0
  #epoch = 'epoch 0'
  #told: string = this.#epoch
  #life: Life | undefined

  constructor(random: () => number, faults: Faults) {
    this.#random = random
    this.#ingest = createIngest({ store: this.inbox, handlers: [factHandler()], sha256, log: silentLog })
    this.network = new LossyNetwork(this.time, random, faults, (batch) => this.#ingest.receive(peer(), batch))
    this.#start()
  }

  sell(aggregate: number): void {
    this.#made += 1
    const aggregateId = uuidOf(aggregate)
    const aggregateSeq = this.outbox.entries.filter((entry) => entry.aggregateId === aggregateId).length + 1
    const payload = JSON.stringify({ storeId: STORE, n: this.#made })
    const place = { aggregateType: 'sale', aggregateId, aggregateSeq, type: 'sale.completed' }
    this.outbox.write({ eventId: uuidOf(100_000 + this.#made), ...place, payload }, this.time.now())
    this.#life?.wake()
  }

  copyStore(): StoreCopy {
    return structuredClone({ entries: this.outbox.entries, told: this.#told })
  }

  /** The mark beside the records finds it out, or head office does. */
  restoreStore({ entries, told }: StoreCopy, isFoundOut: boolean): void {
    this.outbox.entries = structuredClone([...entries])
    this.#told = told
    if (isFoundOut) this.outbox.beginLineage(this.#nextLineage(), false)
    this.#start()
  }

  restoreHeadOffice(tables: Tables): void {
    void this.inbox.putBack(tables)
    this.#epoch = `${this.#epoch}+`
    this.#life?.wake()
  }

  #nextLineage(): string {
    this.#lineages += 1
    return uuidOf(0xaa00 + this.#lineages)
  }

  /** Whatever the process before was doing no longer reaches the records. */
  #start(): void {
    this.#life?.stop()
    const { time, outbox, network } = this
    let isAlive = true
    const ports = { clock: time, random: this.#random, scheduler: time, log: silentLog }
    const alive: OutboxPort = {
      due: (...args) => (isAlive ? outbox.due(...args) : undefined),
      settle: (changes) => (isAlive ? outbox.settle(changes) : undefined),
      nextDueAt: (now) => outbox.nextDueAt(now),
      status: () => outbox.status(),
    }
    const pusher = createPusher({
      ...ports,
      outbox: alive,
      transport: {
        // A server that is stopped to be restored answers nothing that it was asked before.
        push: async (batch) => {
          const epoch = this.#epoch
          const answer = await network.push(batch)
          if (epoch !== this.#epoch) throw new Error('the line was cut')
          return answer
        },
      },
      onForked: async () => {
        if (isAlive) outbox.beginLineage(this.#nextLineage(), true)
      },
    })
    const reofferer = new Reofferer({
      ...ports,
      outbox: {
        acknowledged: (...args) => outbox.acknowledged(...args),
        reopen: (ids) => (isAlive ? outbox.reopen(ids) : undefined),
      },
      transport: {
        offer: async (events) => {
          if (this.#random() < network.faults.dropRequest) throw new Error('no line')
          return this.#ingest.lacking(
            peer(),
            events.map(({ eventId }) => eventId),
          )
        },
      },
      newLife: () => (this.#told === this.#epoch ? undefined : this.#epoch),
      offered: (epoch) => {
        if (isAlive) this.#told = epoch
      },
      onReopened: () => pusher.wake(),
    })
    pusher.start()
    reofferer.start()
    this.#life = {
      stop: () => {
        isAlive = false
        void pusher.stop()
        void reofferer.stop()
      },
      wake: () => {
        pusher.wake()
        reofferer.wake()
      },
    }
  }
}

/** Each seed leaves out some faults: simple worlds find bugs that busy ones hide. */
function someFaults(random: () => number): Faults {
  const maybe = (most: number) => (random() < 0.5 ? 0 : random() * most)
  return {
    dropRequest: maybe(0.4),
    dropReply: maybe(0.4),
    duplicate: maybe(0.4),
    refuse: maybe(0.3),
    replayLate: maybe(0.3),
  }
}

async function live(seed: number): Promise<{ readonly lives: Lives; readonly isFoundOut: boolean }> {
  const random = seededRandom(seed)
  const lives = new Lives(random, someFaults(random))
  const [ofStore, ofHq] = [random() < 0.3 ? 0 : 0.06, random() < 0.3 ? 0 : 0.06]
  const isFoundOut = random() < 0.5
  const copies = { store: [lives.copyStore()], hq: [lives.inbox.copy()] }
  for (let step = 0; step < 80; step += 1) {
    if (random() < 0.6) lives.sell(Math.floor(random() * AGGREGATES))
    if (random() < 0.1) copies.store.push(lives.copyStore())
    if (random() < 0.1) copies.hq.push(lives.inbox.copy())
    const any = <Copy>(kept: readonly Copy[]) => kept[Math.floor(random() * kept.length)] as Copy
    if (random() < ofStore) lives.restoreStore(any(copies.store), isFoundOut)
    if (random() < ofHq) lives.restoreHeadOffice(any(copies.hq))
    await lives.time.advance(Math.floor(random() * 3_000))
  }
  lives.network.faults = NO_FAULTS
  await lives.time.advance(1_000_000)
  return { lives, isFoundOut }
}

test('[SE39] [SE40] [SE42] however often store and head office are put back to older copies, what the store has takes effect once', async () => {
  const seed = fc.integer({ min: 0, max: 2 ** 31 - 1 })
  await fc.assert(
    fc.asyncProperty(seed, async (value) => {
      const {
        lives: { outbox, inbox },
        isFoundOut,
      } = await live(value)
      const times = Map.groupBy(inbox.tables.facts, ({ eventId }) => eventId)
      expect([...times.values()].filter((effects) => effects.length > 1)).toEqual([])
      const acked = outbox.entries.filter(({ state }) => state === 'acked')
      expect(acked.filter(({ eventId }) => !times.has(eventId))).toEqual([])
      // Two lives under one lineage that nobody has found out yet may meet in an aggregate: a person sees why, text and all.
      const waits = outbox.entries.filter(({ state }) => state !== 'acked')
      const kept = [...inbox.tables.quarantine.values()]
      const isExplained = (entry: OutboxEntry) =>
        entry.state === 'blocked' || kept.some(({ event, code }) => event.eventId === entry.eventId && code === REUSED)
      expect(waits.filter((entry) => isFoundOut || !isExplained(entry))).toEqual([])
      expect(waits.length === 0 || waits.some(({ state }) => state === 'parked')).toBe(true)
    }),
    {
      numRuns: RUNS,
      examples: [...KEPT_SEEDS, ...(process.env.POS_SEED?.split(',').map(Number) ?? [])].map((kept) => [kept]),
    },
  )
}, 600_000)
