import type { Context } from '@pos/core'
import type { EventHandler } from '../src/event-handler.ts'
import { createIngest } from '../src/ingest.ts'
import { createRepair, type Repair } from '../src/repair.ts'
import type { OutboxPort } from '../src/outbox.ts'
import type { Random } from '../src/ports.ts'
import { createPusher, type Pusher } from '../src/pusher.ts'
import { LossyNetwork, NO_FAULTS, type Faults } from './lossy-network.ts'
import { MemoryOutbox, sha256 } from './memory-outbox.ts'
import { silentLog } from './silent-log.ts'
import { MemoryInbox, VirtualTime, type InboxTables } from '@pos/testing'

export const STORE = '00000000-0000-7000-8000-000000000001'
export const LINEAGE = '00000000-0000-7000-8000-0000000000aa'
export const uuidOf = (number: number) => `00000000-0000-7000-8000-${number.toString(16).padStart(12, '0')}`

export const peer = (storeId = STORE): Context => ({
  tenantId: uuidOf(7),
  storeId,
  appContext: 'peer',
  correlationId: 'test',
  at: 0,
})

/** That an event took effect, as head office remembers it. */
export type Effect = { readonly eventId: string; readonly aggregate: string; readonly seq: number }
export type Tables = InboxTables<Effect>
type Fact = { readonly storeId: string; readonly codes?: readonly string[]; readonly throws?: string }

/** Takes JSON objects with a `storeId`; flags what the fact asks to flag, throws what it asks to throw. */
export function factHandler(onApply: (events: number) => void = () => {}): EventHandler<Tables, Fact> {
  return {
    type: 'sale.completed',
    schema: 1,
    read: (payload) => (payload.startsWith('{') ? JSON.parse(payload) : undefined),
    storeOf: (fact) => fact.storeId,
    apply({ tx }, events) {
      onApply(events.length)
      for (const { eventId, aggregateId, aggregateSeq, fact } of events) {
        tx.facts.push({ eventId, aggregate: aggregateId, seq: aggregateSeq })
        if (fact.throws !== undefined) throw new Error(fact.throws)
      }
      return new Map(events.map((event) => [event.eventId, event.fact.codes ?? []]))
    },
  }
}

/** A store with its outbox, head office with its inbox, and a line between them that can be bad. */
export class World {
  readonly time = new VirtualTime()
  readonly outbox = new MemoryOutbox(LINEAGE)
  readonly inbox = new MemoryInbox<Effect>()
  readonly network: LossyNetwork
  readonly #repair: Repair<Tables>
  readonly #random: Random
  #pusher: Pusher | undefined
  #life = 0

  constructor(random: Random, faults: Faults = NO_FAULTS, onApply?: (events: number) => void) {
    this.#random = random
    const ingest = createIngest({
      store: this.inbox,
      handlers: [factHandler(onApply)],
      sha256,
      log: silentLog,
    })
    this.#repair = createRepair({ store: this.inbox, handlers: [factHandler()], sha256 })
    this.network = new LossyNetwork(this.time, random, faults, (batch) => ingest.receive(peer(), batch))
  }

  /** Writes the next event of an aggregate and says so to the pusher. */
  sell(aggregate: number, payload = JSON.stringify({ storeId: STORE, n: this.outbox.entries.length })): string {
    const eventId = uuidOf(1000 + this.outbox.entries.length)
    const aggregateId = uuidOf(aggregate)
    const aggregateSeq = this.outbox.entries.filter((entry) => entry.aggregateId === aggregateId).length + 1
    this.outbox.write(
      { eventId, aggregateType: 'sale', aggregateId, aggregateSeq, type: 'sale.completed', payload },
      this.time.now(),
    )
    this.#pusher?.wake()
    return eventId
  }

  /** Somebody settles the first that is parked of each aggregate: with a correction, or by discarding it. */
  readonly settleParked = async (correctionFor: (eventId: string) => string | undefined): Promise<void> => {
    const kept = [...this.inbox.tables.quarantine.values()].filter(({ state }) => state === 'parked')
    const first = Map.groupBy(
      kept.toSorted((one, other) => one.event.seq - other.event.seq),
      ({ event }) => event.aggregateId,
    )
    for (const { event } of [...first.values()].flatMap(([one]) => one ?? [])) {
      const correction = correctionFor(event.eventId)
      await this.inbox.write(peer(), 'sync.repair', async (unit) => {
        const parked = { lineage: LINEAGE, event }
        if (correction === undefined) await this.#repair.discard(unit, parked)
        else await this.#repair.take(unit, parked, correction)
        const state = correction === undefined ? 'discarded' : 'repaired'
        unit.tx.quarantine.set(`${event.eventId} ${event.sha256}`, { event, code: '', state })
      })
    }
  }

  start(): Pusher {
    const { time, network } = this
    const life = ++this.#life
    const outbox = mortal(this.outbox, () => this.#life === life)
    this.#pusher = createPusher({
      outbox,
      transport: network,
      clock: time,
      random: this.#random,
      scheduler: time,
      log: silentLog,
    })
    this.#pusher.start()
    return this.#pusher
  }

  /** The pusher's process dies at whatever point it is, and starts again on the same outbox. */
  crash(): void {
    this.#life += 1
    void this.#pusher?.stop()
    this.start()
  }
}

/** An outbox that a process which has died can no longer reach. */
function mortal(outbox: OutboxPort, isAlive: () => boolean): OutboxPort {
  return {
    due: (...args) => (isAlive() ? outbox.due(...args) : undefined),
    settle: (changes) => (isAlive() ? outbox.settle(changes) : undefined),
    nextDueAt: (now) => outbox.nextDueAt(now),
    status: () => outbox.status(),
  }
}
