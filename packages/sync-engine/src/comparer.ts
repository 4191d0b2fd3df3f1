import type { Awaitable, Clock } from '@pos/core'
import { DIGEST_KINDS, type Digest, type DigestSheet, type Instant } from '@pos/shared-types'
import { jittered } from './backoff.ts'
import { briefly } from './briefly.ts'
import { judged, settledOnly, type ComparedDigest } from './digest.ts'
import { startLoop, type Loop } from './loop.ts'
import { nameRows, type NamedDigest, type ReadRows, type RowsTransport } from './name-rows.ts'
import type { Random, Scheduler, Sha256, SyncLog } from './ports.ts'
import { withTimeLimit } from './time-limit.ts'

const DAY_MS = 86_400_000
const NIGHT_MS = DAY_MS / 6
/** After a start, when the line has settled; and after a repair, when it has had its effect. */
const SOON_MS = 60_000
/** Without an answer: everything here is read anew for each try, and nothing waits for it. */
const AWAY_MS = 600_000
/** The peer reads every row it would give. */
const REQUEST_MS = 120_000

export type DigestKind = Digest['kind']
export type DigestKinds = ReadonlySet<DigestKind>
const EVERYTHING: DigestKinds = new Set(DIGEST_KINDS)

/** What this node holds. */
export interface DigestPort {
  /** Undefined while something has not been acknowledged, or there is no catalogue yet: then nothing can be equal. */
  sheet(kinds: DigestKinds): Promise<DigestSheet | undefined>
  readonly rows: ReadRows
  /** In the place of what was kept of these kinds. */
  keep(sheet: DigestSheet, compared: readonly NamedDigest[]): Awaitable<void>
}

export interface DigestTransport {
  exchange(sheet: DigestSheet, signal: AbortSignal): Promise<readonly Digest[]>
  readonly buckets: Timed<RowsTransport['buckets']>
  readonly rows: Timed<RowsTransport['rows']>
}

type Timed<Ask> = Ask extends (asked: infer Asked) => infer Answer
  ? (asked: Asked, signal: AbortSignal) => Answer
  : never

export type ComparerOptions = {
  readonly digests: DigestPort
  readonly transport: DigestTransport
  readonly clock: Clock
  readonly random: Random
  readonly scheduler: Scheduler
  readonly sha256: Sha256
  readonly log: SyncLog
  /** When the night begins that follows an instant, in which the whole is compared; without it once a day at any time. */
  readonly nextNight?: ((now: Instant) => Instant) | undefined
  /** Fetches or offers again what differs. It never takes the peer's digest for its own. */
  readonly repair: (kinds: DigestKinds) => Awaitable<void>
}

/** A node that sells all the time is caught between two sales in a few tries. */
const TRIES = 3

/**
 * Compares a replica and a ledger with the peer above: once a day, when asked, and in parts when something gives reason
 * to. Names the rows that differ, and repairs them.
 */
export class Comparer {
  readonly #options: ComparerOptions
  #loop: Loop | undefined
  /** The line has to settle after a start, and a repair has to take effect. */
  #isTooSoon = true
  /** What is looked at next, before the day is over. */
  readonly #due = new Set<DigestKind>(EVERYTHING)
  #wholeDueAt: Instant = 0
  readonly #repaired = new Set<DigestKind>()

  constructor(options: ComparerOptions) {
    this.#options = options
  }

  start(): void {
    const { scheduler, random, log } = this.#options
    this.#loop ??= startLoop({ name: 'compare', scheduler, random, log, turn: () => this.#turn() })
  }

  async stop(): Promise<void> {
    await this.#loop?.stop()
  }

  /** Something has ended, or come anew: these are compared in a minute, or as soon as nothing waits to leave. */
  soon(...kinds: readonly DigestKind[]): void {
    for (const kind of kinds) this.#due.add(kind)
    this.#isTooSoon = true
    this.#loop?.wake()
  }

  /**
   * Compares now, keeps what came of it and repairs what differs; a minute later it looks again.
   *
   * @returns undefined when there is nothing to compare yet
   * @throws what the transport throws when the peer does not answer
   */
  async compare(): Promise<readonly NamedDigest[] | undefined> {
    this.#repaired.clear()
    const compared = await this.#look(EVERYTHING)
    if (compared === undefined) return undefined
    const repairing = await this.#repair(EVERYTHING, compared)
    if (repairing.size > 0) this.soon(...repairing)
    return compared
  }

  async #turn(): Promise<number> {
    const { random, log, clock } = this.#options
    if (this.#isTooSoon) {
      this.#isTooSoon = false
      return jittered(SOON_MS, random)
    }
    const isWhole = clock.now() >= this.#wholeDueAt
    const kinds: DigestKinds = isWhole ? EVERYTHING : new Set(this.#due)
    if (kinds.size === 0) return this.#wholeDueAt - clock.now()
    try {
      const compared = await this.#look(kinds)
      if (compared === undefined) return jittered(SOON_MS, random)
      if (isWhole) this.#wholeDueAt = this.#nextWhole()
      for (const kind of kinds) this.#due.delete(kind)
      const repairing = await this.#repair(kinds, compared)
      for (const kind of repairing) this.#due.add(kind)
      return repairing.size > 0 ? jittered(SOON_MS, random) : Math.max(0, this.#wholeDueAt - clock.now())
    } catch (error) {
      log.info({ error: briefly(error) }, 'comparison failed')
      return jittered(AWAY_MS, random)
    }
  }

  /** Not all nodes of a chain at one time: their peer reads everything for each of them. */
  #nextWhole(): Instant {
    const { clock, random, nextNight } = this.#options
    const now = clock.now()
    return nextNight === undefined ? now + jittered(DAY_MS, random) : nextNight(now) + random() * NIGHT_MS
  }

  /** Repairs each kind once: what is different right after that is for a person. Answers what it repairs. */
  async #repair(kinds: DigestKinds, compared: readonly ComparedDigest[]): Promise<DigestKinds> {
    const repairing = new Set([...differing(compared)].filter((kind) => !this.#repaired.has(kind)))
    for (const kind of kinds) this.#repaired.delete(kind)
    for (const kind of repairing) this.#repaired.add(kind)
    if (repairing.size > 0) await this.#options.repair(repairing)
    return repairing
  }

  async #look(kinds: DigestKinds): Promise<readonly NamedDigest[] | undefined> {
    const { digests, transport, log } = this.#options
    let sheet = await digests.sheet(kinds)
    for (let tries = 1; sheet !== undefined; tries += 1) {
      const asked = sheet
      const theirs = await this.#inTime((signal) => transport.exchange(asked, signal))
      const first = judged(asked.digests, theirs)
      const now = differing(first).size > 0 ? await digests.sheet(kinds) : asked
      const compared = settledOnly(first, now)
      if (tries < TRIES && now !== undefined && differing(compared).size < differing(first).size) {
        sheet = now
        continue
      }
      const named = await this.#name(asked, compared)
      await digests.keep(asked, named)
      const different = differing(compared)
      if (different.size > 0) log.warn({ kinds: [...different] }, 'this node and the peer above hold different things')
      return named
    }
    return undefined
  }

  /** A peer that does not say which rows differ, because it is older or gone, has still said what differs. */
  async #name(sheet: DigestSheet, compared: readonly ComparedDigest[]): Promise<readonly NamedDigest[]> {
    const { digests, transport, sha256, log } = this.#options
    const peer: RowsTransport = {
      buckets: (asked) => this.#inTime((signal) => transport.buckets(asked, signal)),
      rows: (asked) => this.#inTime((signal) => transport.rows(asked, signal)),
    }
    try {
      return await nameRows({ readRows: digests.rows, peer, sha256 }, sheet, compared)
    } catch (error) {
      log.info({ error: briefly(error) }, 'what differs could not be named')
      return compared.map((digest) => ({ ...digest, differing: null }))
    }
  }

  #inTime<Result>(ask: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
    return withTimeLimit(this.#options.scheduler, REQUEST_MS, ask)
  }
}

function differing(compared: readonly ComparedDigest[]): DigestKinds {
  return new Set(compared.filter(({ verdict }) => verdict === 'different').map(({ kind }) => kind))
}
