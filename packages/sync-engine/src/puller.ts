import type { Awaitable, Clock } from '@pos/core'
import type { Instant, PullPage, ResyncReason } from '@pos/shared-types'
import { jittered, waitAfter } from './backoff.ts'
import { startLoop, type Loop } from './loop.ts'
import type { Random, Scheduler, SyncLog } from './ports.ts'
import type { PullTransport } from './pull-transport.ts'
import type { Cursor, ReplicaPort } from './replica.ts'
import { withTimeLimit } from './time-limit.ts'
import { briefly } from './briefly.ts'

const REQUEST_MS = 30_000
const POLL_MS = 60_000
const PAGE_CHANGES = 1_000
/** How soon it is looked again whether everything was handed up, and how long a new snapshot waits for that. */
const HOLD_MS = 5_000
const MOST_HELD_MS = 3_600_000

export type PullerOptions = {
  readonly replica: ReplicaPort
  readonly transport: PullTransport
  readonly clock: Clock
  readonly random: Random
  readonly scheduler: Scheduler
  readonly log: SyncLog
  /** Base of the jittered poll: the real mechanism, notices only make it faster. */
  readonly pollMs?: number | undefined
  readonly requestMs?: number | undefined
  /**
   * Whether everything that was made here before `since` has been handed up. A node that cannot follow the feed goes on
   * with what it has until then, and for an hour at most: something may wait for a person.
   */
  readonly hasHandedUp?: ((since: Instant) => Awaitable<boolean>) | undefined
  /** Told before a new snapshot is loaded because the feed cannot be followed any more. */
  readonly onResync?: ((reason: ResyncReason) => Awaitable<void>) | undefined
  /** Told after the commit: which entities changed, up to which version. A new snapshot tells `undefined`: all. */
  readonly onApplied?: ((entities: ReadonlySet<string> | undefined, cursor: Cursor) => void) | undefined
}

export type PullerStatus = {
  readonly cursor: Cursor | undefined
  /** The feed's head as last heard of, by an answer or a notice. */
  readonly headSeen: number
  readonly lastSuccessAt: Instant | null
  readonly linkCode: string | null
}

/** Keeps a replica at the head of a peer's feed; shows whole versions only. */
export class Puller {
  readonly #options: PullerOptions
  #pollMs: number
  #loop: Loop | undefined
  #cursor: Cursor | undefined
  /** Where staged pages end; undefined when none are staged. */
  #staged: Cursor | undefined
  /** What the staged pages and the one after them touch. */
  #entities = new Set<string>()
  #headSeen = 0
  #failures = 0
  #lastSuccessAt: Instant | null = null
  #linkCode: string | null = null
  #isDoubted = false
  #heldSince: Instant | undefined

  constructor(options: PullerOptions) {
    this.#options = options
    this.#pollMs = options.pollMs ?? POLL_MS
  }

  /** From the next turn on it polls this often. */
  pollEvery(ms: number): void {
    this.#pollMs = ms
  }

  start(): void {
    const { scheduler, random, log } = this.#options
    this.#loop ??= startLoop({ name: 'pull', scheduler, random, log, turn: () => this.#turn() })
  }

  /** A notice that the feed is at `version`. Ignored when the replica is there; several at once cost one pull. */
  notify(version: number): void {
    if (this.#cursor !== undefined && version <= this.#cursor.version) return
    this.#headSeen = Math.max(this.#headSeen, version)
    this.wake()
  }

  /** Pulls now, for instance when the line is back. */
  wake(): void {
    this.#loop?.wake()
  }

  /** Fetches everything anew: what is here is not what the peer has. */
  renew(): void {
    this.#isDoubted = true
    this.wake()
  }

  async stop(): Promise<void> {
    await this.#loop?.stop()
  }

  status(): PullerStatus {
    const [cursor, headSeen, lastSuccessAt, linkCode] = [
      this.#cursor,
      this.#headSeen,
      this.#lastSuccessAt,
      this.#linkCode,
    ]
    return { cursor, headSeen, lastSuccessAt, linkCode }
  }

  async #turn(): Promise<number> {
    const { random, log } = this.#options
    try {
      const wait = await this.#catchUp()
      if (wait !== undefined) return wait
    } catch (error) {
      this.#linkCode = 'HQ_UNREACHABLE'
      log.info({ error: briefly(error) }, 'pull failed')
      return this.#wait(undefined)
    }
    this.#failures = 0
    this.#linkCode = null
    this.#lastSuccessAt = this.#options.clock.now()
    return jittered(this.#pollMs, random)
  }

  /** Pulls until the replica is at the head; answers a wait when the peer refused. */
  async #catchUp(): Promise<number | undefined> {
    const { replica, scheduler, transport, requestMs = REQUEST_MS, log } = this.#options
    this.#cursor = (this.#isDoubted ? undefined : await replica.cursor()) ?? (await this.#bootstrap())
    this.#beginDelta()
    for (;;) {
      const after = this.#staged ?? this.#cursor
      const answer = await withTimeLimit(scheduler, requestMs, (signal) => transport.pull(after, PAGE_CHANGES, signal))
      if ('refused' in answer) {
        this.#linkCode = answer.refused.code
        return this.#wait(answer.refused.retryAfterMs)
      }
      if ('resync' in answer) {
        if (await this.#mustHold()) return HOLD_MS
        log.warn({ reason: answer.resync, ...after }, 'the feed asks for a new snapshot')
        await this.#options.onResync?.(answer.resync)
        this.#cursor = await this.#bootstrap()
        this.#beginDelta()
      } else if (await this.#keep(answer.page)) return undefined
    }
  }

  /** True when the replica is at the head now. */
  async #keep(page: PullPage): Promise<boolean> {
    const { replica, onApplied } = this.#options
    this.#headSeen = page.head
    if (page.to === this.#cursor?.version) return true
    for (const change of page.changes) this.#entities.add(change.entity)
    if (page.to < page.head) {
      await replica.stage(page)
      this.#staged = { epoch: page.epoch, version: page.to }
      return false
    }
    await replica.apply(page)
    this.#cursor = { epoch: page.epoch, version: page.to }
    onApplied?.(this.#entities, this.#cursor)
    return true
  }

  async #bootstrap(): Promise<Cursor> {
    const { replica, transport, log, onApplied } = this.#options
    const cursor = await replica.bootstrap(await transport.snapshot())
    log.info({ ...cursor }, 'replica built from a snapshot')
    this.#isDoubted = false
    this.#cursor = cursor
    onApplied?.(undefined, cursor)
    return cursor
  }

  async #mustHold(): Promise<boolean> {
    const { hasHandedUp, clock } = this.#options
    const since = (this.#heldSince ??= clock.now())
    const isReady = hasHandedUp === undefined || (await hasHandedUp(since))
    const mustHold = !isReady && clock.now() - since < MOST_HELD_MS
    if (!mustHold) this.#heldSince = undefined
    return mustHold
  }

  #beginDelta(): void {
    this.#staged = undefined
    this.#entities = new Set()
  }

  #wait(retryAfterMs: number | undefined): number {
    this.#failures += 1
    return waitAfter(this.#failures, retryAfterMs, this.#options.random)
  }
}

export function createPuller(options: PullerOptions): Puller {
  return new Puller(options)
}
