import type { Awaitable, Clock } from '@pos/core'
import { OFFER_LIMITS, type EventId, type Instant, type OfferedEvent } from '@pos/shared-types'
import { briefly } from './briefly.ts'
import { waitAfter } from './backoff.ts'
import { startLoop, type Loop } from './loop.ts'
import type { Random, Scheduler, SyncLog } from './ports.ts'
import { withTimeLimit } from './time-limit.ts'

const REQUEST_MS = 30_000
/** How long acknowledged events are kept for a peer that loses them. */
export const OFFERED_MS = 35 * 86_400_000
/** Nobody needs it to look by itself: it is woken when something was heard of the peer. */
const IDLE_MS = 3_600_000

/** An event that was acknowledged, with its place at its maker. */
export type AcknowledgedEvent = OfferedEvent & { readonly seq: number }

/** The acknowledged part of an outbox. */
export interface AcknowledgedPort {
  /** Events behind place `after` that left this node, acknowledged or parked, and were made since `since`; in order. */
  acknowledged(since: Instant, after: number, limit: number): Awaitable<readonly AcknowledgedEvent[]>
  /** Lets these leave once more, in the bytes and under the ids they had. */
  reopen(eventIds: readonly EventId[]): Awaitable<void>
}

/** Asks a peer which events it lacks. Rejects when it does not answer. */
export interface OfferTransport {
  offer(events: readonly OfferedEvent[], signal: AbortSignal): Promise<readonly EventId[]>
}

export type ReoffererOptions = {
  readonly outbox: AcknowledgedPort
  readonly transport: OfferTransport
  readonly clock: Clock
  readonly random: Random
  readonly scheduler: Scheduler
  readonly log: SyncLog
  /** The life of the peer that has not been offered anything yet; undefined while there is none. */
  readonly newLife: () => Awaitable<string | undefined>
  /** Keeps that everything was offered to this life. */
  readonly offered: (life: string) => Awaitable<void>
  /** Told when something leaves once more. */
  readonly onReopened: () => void
}

/** Gives a peer that was restored what it had acknowledged and has forgotten. */
export class Reofferer {
  readonly #options: ReoffererOptions
  #loop: Loop | undefined
  #failures = 0
  #isAsked = false

  constructor(options: ReoffererOptions) {
    this.#options = options
  }

  start(): void {
    const { scheduler, random, log } = this.#options
    this.#loop ??= startLoop({ name: 'offer', scheduler, random, log, turn: () => this.#turn() })
  }

  /** Something was heard of the peer: it may live another life. */
  wake(): void {
    this.#loop?.wake()
  }

  /** Offers everything again, whatever life the peer lives: it was found to lack something. */
  offerAgain(): void {
    this.#isAsked = true
    this.wake()
  }

  async stop(): Promise<void> {
    await this.#loop?.stop()
  }

  async #turn(): Promise<number> {
    const { newLife, offered, random, log } = this.#options
    const isAsked = this.#isAsked
    this.#isAsked = false
    try {
      const life = await newLife()
      if (life === undefined && !isAsked) return IDLE_MS
      const missing = await this.#offerAll()
      if (life !== undefined) await offered(life)
      log.info({ life, missing }, 'everything acknowledged was offered again')
      this.#failures = 0
      return IDLE_MS
    } catch (error) {
      this.#failures += 1
      this.#isAsked ||= isAsked
      log.info({ error: briefly(error) }, 'offer failed')
      return waitAfter(this.#failures, undefined, random)
    }
  }

  /** Begins at the oldest each time: what was given back already is not missing any more. */
  async #offerAll(): Promise<number> {
    const { outbox, transport, clock, scheduler, onReopened } = this.#options
    const since = clock.now() - OFFERED_MS
    let missing = 0
    for (let after = 0; ;) {
      const events = await outbox.acknowledged(since, after, OFFER_LIMITS.events)
      const last = events.at(-1)
      if (last === undefined) return missing
      const offer = events.map(({ eventId, sha256 }) => ({ eventId, sha256 }))
      const lacking = await withTimeLimit(scheduler, REQUEST_MS, (signal) => transport.offer(offer, signal))
      if (lacking.length > 0) {
        await outbox.reopen(lacking)
        onReopened()
      }
      missing += lacking.length
      after = last.seq
    }
  }
}
