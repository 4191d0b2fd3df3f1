import type { Clock } from '@pos/core'
import { PUSH_LIMITS, type Instant, type LineageId, type PushBatch, type Verdict } from '@pos/shared-types'
import { LONGEST_MS, waitAfter } from './backoff.ts'
import { startLoop, type Loop } from './loop.ts'
import type { OutboxBatch, OutboxChange, OutboxEvent, OutboxPort, OutboxStatus } from './outbox.ts'
import type { Random, Scheduler, SyncLog } from './ports.ts'
import { failed, settle } from './push-outcome.ts'
import type { PushAnswer, PushRefusal, PushTransport } from './push-transport.ts'
import { withTimeLimit } from './time-limit.ts'
import { briefly } from './briefly.ts'

const REQUEST_MS = 30_000
const TICK_MS = 5_000
const UNREACHABLE = 'HQ_UNREACHABLE'
/** A batch that is malformed or too large: one of its events is to blame, and the others need not wait for it. */
const ABOUT_CONTENT: ReadonlySet<number> = new Set([400, 413])
/** What a peer answers when a position of the lineage came with another event before. */
const FORKED = 'SYNC_LINEAGE_FORK'

export type PusherOptions = {
  readonly outbox: OutboxPort
  readonly transport: PushTransport
  readonly clock: Clock
  readonly random: Random
  readonly scheduler: Scheduler
  readonly log: SyncLog
  /** How often the outbox is looked at even if nobody called `wake`. */
  readonly tickMs?: number | undefined
  readonly requestMs?: number | undefined
  /** Told after the changes of a batch are stored. */
  readonly onSettled?: ((changes: readonly OutboxChange[]) => void) | undefined
  /**
   * Told that the peer knows another life of this lineage. It begins a new one and puts what is not acknowledged under
   * it; the events leave at once then. Without it, or when it throws, they wait and are tried again.
   */
  readonly onForked?: ((lineage: LineageId) => Promise<void>) | undefined
}

export type PusherStatus = OutboxStatus & {
  readonly lastSuccessAt: Instant | null
  /** Code of the last attempt when it failed; null while the peer answers. */
  readonly linkCode: string | null
}

/** Moves the outbox to a peer: in order within each aggregate, at least once, for ever. */
export class Pusher {
  readonly #options: PusherOptions
  #tickMs: number
  #loop: Loop | undefined
  #maxEvents: number = PUSH_LIMITS.events
  /** While the peer is away or overloaded nothing leaves before this instant, however much is written meanwhile. */
  #closedUntil: Instant = 0
  /** The peer asked for that wait itself. */
  #isWaitAskedFor = false
  /** Batches in a row that reached nobody who decided, since the peer was last heard in any way. */
  #failures = 0
  /** The peer was heard since the last failure: nothing waits any longer only because it was away. */
  #isHeard = false
  /** Lineages in a row that the peer knew another life of. */
  #forks = 0
  #lastSuccessAt: Instant | null = null
  #linkCode: string | null = null

  constructor(options: PusherOptions) {
    this.#options = options
    this.#tickMs = options.tickMs ?? TICK_MS
  }

  /** From the next turn on the outbox is looked at this often, even if nobody calls `wake`. */
  tickEvery(ms: number): void {
    this.#tickMs = ms
  }

  start(): void {
    const { scheduler, random, log } = this.#options
    this.#loop ??= startLoop({ name: 'push', scheduler, random, log, turn: () => this.#turn() })
  }

  /** Says that the outbox has news. Cheap; call it after every commit that wrote to the outbox. */
  wake(): void {
    this.#loop?.wake()
  }

  /**
   * Says that the peer was reached by another way: what waits because it was away or failed leaves now, unless the peer
   * asked for the wait.
   */
  heard(): void {
    this.#failures = 0
    if (this.#linkCode !== null && !this.#isWaitAskedFor) {
      this.#closedUntil = 0
      this.#isHeard = true
    }
    this.wake()
  }

  /** Lets a batch that is under way end, then rests. */
  async stop(): Promise<void> {
    await this.#loop?.stop()
  }

  async status(): Promise<PusherStatus> {
    const status = await this.#options.outbox.status()
    return { ...status, lastSuccessAt: this.#lastSuccessAt, linkCode: this.#linkCode }
  }

  /** Sends what is due, batch after batch; answers the wait until the next look. */
  async #turn(): Promise<number> {
    const { outbox, clock } = this.#options
    for (;;) {
      const now = clock.now()
      if (now < this.#closedUntil) return this.#closedUntil - now
      const asOf = this.#isHeard ? now + LONGEST_MS : now
      const batch = await outbox.due(asOf, this.#maxEvents, PUSH_LIMITS.bytes)
      if (batch === undefined) this.#isHeard = false
      if (batch === undefined) return Math.min(this.#tickMs, ((await outbox.nextDueAt(now)) ?? Infinity) - now)
      await this.#send(batch)
    }
  }

  async #send(batch: OutboxBatch): Promise<void> {
    const { outbox, log, onSettled, onForked } = this.#options
    const answer = await this.#ask(batch)
    if ('refused' in answer && answer.refused.code === FORKED && onForked) return this.#leave(batch, onForked)
    const changes = 'verdicts' in answer ? this.#judge(batch, answer.verdicts) : this.#refuse(batch, answer.refused)
    if (changes.length === 0) return
    await outbox.settle(changes)
    for (const { eventId, state, lastCode } of changes) {
      if (state === 'parked') log.warn({ eventId, code: lastCode }, 'the peer parked an event')
    }
    onSettled?.(changes)
  }

  /** Lets the node begin a new lineage. A peer that refuses that one as well is asked more and more seldom. */
  async #leave({ lineage }: OutboxBatch, onForked: (lineage: LineageId) => Promise<void>): Promise<void> {
    const { clock, random, log } = this.#options
    log.warn({ lineage }, 'the peer knows another life of this lineage')
    if (this.#forks > 0) this.#closedUntil = clock.now() + waitAfter(this.#forks, undefined, random)
    this.#forks += 1
    await onForked(lineage)
  }

  async #ask({ lineage, events }: OutboxBatch): Promise<PushAnswer> {
    const { outbox, scheduler, transport, requestMs = REQUEST_MS, log } = this.#options
    const { pending: open, oldestPendingAt: oldest } = await outbox.status()
    const pending = Math.max(0, open - events.length)
    const oldestPendingAt = pending === 0 ? null : oldest
    const body: PushBatch = { lineage, events: events.map(toWire), pending, oldestPendingAt }
    try {
      return await withTimeLimit(scheduler, requestMs, (signal) => transport.push(body, signal))
    } catch (error) {
      log.info({ events: events.length, error: briefly(error) }, 'push outcome unknown')
      return { refused: { status: 0, code: UNREACHABLE } }
    }
  }

  #judge({ events }: OutboxBatch, verdicts: readonly Verdict[]): OutboxChange[] {
    const { clock, random } = this.#options
    const now = clock.now()
    this.#lastSuccessAt = now
    this.#linkCode = null
    this.#failures = 0
    this.#forks = 0
    this.#maxEvents = Math.min(PUSH_LIMITS.events, this.#maxEvents * 2)
    const byEvent = new Map(verdicts.map((verdict) => [verdict.eventId, verdict]))
    return events.map((event) => settle(event, byEvent.get(event.eventId), now, random))
  }

  #refuse({ events }: OutboxBatch, { status, code, retryAfterMs }: PushRefusal): OutboxChange[] {
    const { clock, random } = this.#options
    this.#linkCode = code
    this.#isHeard = false
    const isAboutContent = ABOUT_CONTENT.has(status)
    if (isAboutContent && events.length > 1) {
      this.#maxEvents = Math.ceil(events.length / 2)
      return []
    }
    if (!isAboutContent) this.#failures += 1
    const failures = isAboutContent ? Math.max(...events.map((event) => event.attempts)) + 1 : this.#failures
    const nextAttemptAt = clock.now() + waitAfter(failures, retryAfterMs, random)
    if (!isAboutContent) {
      this.#closedUntil = nextAttemptAt
      this.#isWaitAskedFor = retryAfterMs !== undefined
    }
    return events.map((event) => failed(event, nextAttemptAt, code))
  }
}

export function createPusher(options: PusherOptions): Pusher {
  return new Pusher(options)
}

function toWire({ attempts: _, isParked: __, ...event }: OutboxEvent) {
  return event
}
