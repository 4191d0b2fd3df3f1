import { DomainError, type Context, type Unit } from '@pos/core'
import type { EventId, LineageId, PushBatch, PushEvent, PushReply, Verdict } from '@pos/shared-types'
import { aggregatesOf, branchesOff, headMoves, inOrder, runsOf } from './aggregate-order.ts'
import type { EventHandler } from './event-handler.ts'
import type { IngestStore, LineageStanding, StoredVerdict } from './ingest-store.ts'
import type { Sha256, SyncLog } from './ports.ts'
import { handlerTable, readEvents, type HandlerTable, type Readable, type Unreadable } from './read-events.ts'
import { applied, blocked, flagged, keptAs, replayed, retry } from './verdicts.ts'
import { briefly } from './briefly.ts'

const TRIES = 3
const RETRY_MS = 1_000
/** Found on an event whose position in its aggregate another life of its maker has used. */
const BRANCH = 'SYNC_LINEAGE_FORK'

export type IngestOptions<Tx> = {
  readonly store: IngestStore<Tx>
  readonly handlers: readonly EventHandler<Tx>[]
  readonly sha256: Sha256
  readonly log: SyncLog
}

/** The events do not fit together as one transaction; each alone will tell why. */
class NotAsOne extends Error {
  override readonly name = 'NotAsOne'
}

/** The answer is about who asks or about his database, so it holds for the batch and not for an event. */
class BatchRefusal extends DomainError {}

/** Takes pushed events in: each one exactly once, in the order of its aggregate, none lost. */
export class Ingest<Tx> {
  readonly #store: IngestStore<Tx>
  readonly #handlers: HandlerTable<Tx>
  readonly #sha256: Sha256
  readonly #log: SyncLog

  constructor({ store, handlers, sha256, log }: IngestOptions<Tx>) {
    this.#store = store
    this.#handlers = handlerTable(handlers)
    this.#sha256 = sha256
    this.#log = log
  }

  /**
   * Answers each event with its verdict, in the order they came.
   *
   * @throws DomainError SYNC_NOT_YOURS when the lineage is another's, SYNC_LINEAGE_FORK when a position of the lineage
   *   was used for another event
   */
  async receive(ctx: Context, batch: PushBatch): Promise<PushReply> {
    if (ctx.storeId === undefined) throw new BatchRefusal('SYNC_NOT_YOURS')
    const { readable, unreadable } = readEvents(batch, ctx.storeId, this.#handlers, this.#sha256)
    const verdicts = new Map<EventId, Verdict>()
    const keep = (given: readonly Verdict[]) => given.forEach((verdict) => verdicts.set(verdict.eventId, verdict))
    if (readable.length > 0) keep(await this.#takeAll(ctx, batch.lineage, readable))
    for (const bad of unreadable) keep([await this.#park(ctx, batch.lineage, bad)])
    return { verdicts: batch.events.map(({ eventId }) => verdicts.get(eventId) ?? retry(eventId, RETRY_MS)) }
  }

  /** Which of these events never came here, or were forgotten since. */
  async lacking(ctx: Context, eventIds: readonly EventId[]): Promise<readonly EventId[]> {
    const known = await this.#store.write(ctx, 'sync.offer', async (unit) => this.#store.stored(unit, eventIds))
    return eventIds.filter((id) => !known.has(id))
  }

  async #takeAll(ctx: Context, lineage: LineageId, events: readonly Readable<Tx>[]): Promise<readonly Verdict[]> {
    try {
      return await this.#take(ctx, lineage, events)
    } catch (error) {
      if (error instanceof BatchRefusal) throw error
      if (this.#store.isTransient(error)) return events.map(({ received }) => retry(received.eventId, RETRY_MS))
      this.#log.info({ events: events.length, error: briefly(error) }, 'batch tried event by event')
    }
    const verdicts: Verdict[] = []
    for (const event of events) verdicts.push(await this.#takeOne(ctx, lineage, event))
    return verdicts
  }

  async #takeOne(ctx: Context, lineage: LineageId, event: Readable<Tx>): Promise<Verdict> {
    const { received } = event
    for (let tries = 1; ; tries += 1) {
      try {
        const [verdict] = await this.#take(ctx, lineage, [event])
        return verdict ?? retry(received.eventId, RETRY_MS)
      } catch (error) {
        if (error instanceof BatchRefusal) throw error
        if (this.#store.isTransient(error)) {
          if (tries < TRIES) continue
          return retry(received.eventId, RETRY_MS)
        }
        if (tries < TRIES && !(error instanceof DomainError) && !(error instanceof NotAsOne)) continue
        return this.#park(ctx, lineage, { event: received, ...reasonOf(error) })
      }
    }
  }

  /** One transaction: claim, apply, move the heads. Throws when any of the events does not fit. */
  #take(ctx: Context, lineage: LineageId, events: readonly Readable<Tx>[]): Promise<Verdict[]> {
    return this.#store.write(ctx, 'sync.ingest', async (unit) => {
      const standing = await this.#standing(unit, lineage)
      const facts = events.map((event) => event.received)
      const heads = await this.#store.heads(unit, aggregatesOf(facts))
      const order = inOrder(facts, heads)
      const claimed = await this.#store.claim(unit, lineage, order.next, 'applied')
      const fresh = order.next.filter((event) => claimed.has(event.eventId))
      const known = order.next.filter((event) => !claimed.has(event.eventId))
      const { branches, onward } = standing === 'only' ? { branches: [], onward: fresh } : branchesOff(fresh, heads)
      const moves = headMoves(onward, heads)
      if (moves === undefined) throw new NotAsOne('a position in the aggregate is taken or not reached')
      const replays = await this.#toldAnew(unit, events, await this.#replay(unit, known), standing)
      if (replays.some(isReuse)) throw new NotAsOne('an event id came with other content')
      await this.#noteRepeats(unit, lineage, known, standing)
      const findings = await this.#apply(unit, events, fresh, branches)
      await this.#store.advance(unit, moves)
      const fate = (eventId: EventId) => findings.get(eventId)
      return [
        ...replays,
        ...fresh.map(({ eventId }) => (fate(eventId) ? flagged(eventId, fate(eventId) ?? []) : applied(eventId))),
        ...order.blocked.map(({ event, by }) => blocked(event.eventId, by)),
      ]
    })
  }

  async #standing(unit: Unit<Tx>, lineage: LineageId): Promise<LineageStanding> {
    const standing = await this.#store.ownLineage(unit, lineage)
    if (standing === 'foreign') throw new BatchRefusal('SYNC_NOT_YOURS')
    return standing
  }

  async #noteRepeats(unit: Unit<Tx>, lineage: LineageId, known: readonly PushEvent[], standing: LineageStanding) {
    if (standing === 'one_of_several' && known.length > 0) await this.#store.noteRepeats?.(unit, lineage, known)
  }

  /** Of a peer that was restored, an act that is known under the same id is no other because its bytes are. */
  async #toldAnew(
    unit: Unit<Tx>,
    events: readonly Readable<Tx>[],
    replays: readonly Verdict[],
    standing: LineageStanding,
  ): Promise<Verdict[]> {
    if (standing === 'only') return [...replays]
    return Promise.all(
      replays.map(async (verdict) => {
        if (!isReuse(verdict)) return verdict
        const event = events.find(({ received }) => received.eventId === verdict.eventId)
        const isKnown = event && (await event.handler.isKnown?.(unit, event.received))
        return isKnown ? { eventId: verdict.eventId, verdict: 'duplicate' } : verdict
      }),
    )
  }

  async #apply(
    unit: Unit<Tx>,
    events: readonly Readable<Tx>[],
    fresh: readonly PushEvent[],
    branches: readonly PushEvent[],
  ) {
    const byId = new Map(events.map((event) => [event.received.eventId, event]))
    const ordered = fresh.flatMap((event) => byId.get(event.eventId) ?? [])
    const findings = new Map<EventId, readonly string[]>()
    for (const run of runsOf(ordered)) {
      const findingsOfRun = await run[0]?.handler.apply(
        unit,
        run.map((event) => event.received),
      )
      for (const [eventId, codes] of findingsOfRun ?? []) if (codes.length > 0) findings.set(eventId, codes)
    }
    for (const { eventId } of branches) findings.set(eventId, [...(findings.get(eventId) ?? []), BRANCH])
    if (findings.size > 0) await this.#store.flag(unit, findings)
    return findings
  }

  /** What events that were here before were told. One that was parked shows why its followers cannot be taken. */
  async #replay(unit: Unit<Tx>, known: readonly PushEvent[]): Promise<Verdict[]> {
    if (known.length === 0) return []
    const stored = await this.#store.stored(
      unit,
      known.map((event) => event.eventId),
    )
    return known.map((event) => replayed(event.eventId, event.sha256, found(stored, event.eventId)))
  }

  async #park(ctx: Context, lineage: LineageId, { event, code, detail }: Unreadable): Promise<Verdict> {
    const sha256 = this.#sha256(event.payload)
    this.#log.warn({ eventId: event.eventId, type: event.type, code, detail }, 'event parked')
    return this.#store.write(ctx, 'sync.park', async (unit) => {
      const standing = await this.#standing(unit, lineage)
      if (sha256 === event.sha256) {
        const claimed = await this.#store.claim(unit, lineage, [event], 'parked', [code])
        const [verdict] = claimed.has(event.eventId) ? [] : await this.#replay(unit, [event])
        if (verdict !== undefined && !isReuse(verdict)) {
          await this.#noteRepeats(unit, lineage, [event], standing)
          return verdict
        }
      }
      const state = await this.#store.quarantine(unit, lineage, event, sha256, { code, detail })
      return keptAs(state, event.eventId, code)
    })
  }
}

/** @throws Error when two handlers claim the same type and schema */
export function createIngest<Tx>(options: IngestOptions<Tx>): Ingest<Tx> {
  return new Ingest(options)
}

/** An event stays out of the inbox only for its id or its position; without its id it was the position. */
function found(stored: ReadonlyMap<EventId, StoredVerdict>, eventId: EventId): StoredVerdict {
  const verdict = stored.get(eventId)
  if (verdict === undefined) throw new BatchRefusal('SYNC_LINEAGE_FORK')
  return verdict
}

function isReuse(verdict: Verdict): boolean {
  return verdict.verdict === 'parked' && verdict.codes?.[0] === 'SYNC_KEY_REUSED'
}

function reasonOf(error: unknown): { code: string; detail: string } {
  if (error instanceof DomainError) return { code: error.code, detail: JSON.stringify(error.params) }
  if (error instanceof NotAsOne) return { code: 'SYNC_KEY_REUSED', detail: error.message }
  return { code: 'INTERNAL', detail: briefly(error) }
}
