import type { Awaitable } from '@pos/core'
import type { Digest, DigestSheet } from '@pos/shared-types'
import { jittered, waitAfter } from './backoff.ts'
import { briefly } from './briefly.ts'
import { judged, settledOnly, type ComparedDigest } from './digest.ts'
import { startLoop, type Loop } from './loop.ts'
import type { Random, Scheduler, SyncLog } from './ports.ts'
import { withTimeLimit } from './time-limit.ts'

const DAY_MS = 86_400_000
/** After a start, when the line has settled; and after a repair, when it has had its effect. */
const SOON_MS = 60_000
/** Head office reads every row it would give the store. */
const REQUEST_MS = 120_000

/** What this node holds. */
export interface DigestPort {
  /** Undefined while something has not been acknowledged, or there is no catalogue yet: then nothing can be equal. */
  sheet(): Promise<DigestSheet | undefined>
  keep(sheet: DigestSheet, compared: readonly ComparedDigest[]): Awaitable<void>
}

export interface DigestTransport {
  exchange(sheet: DigestSheet, signal: AbortSignal): Promise<readonly Digest[]>
}

export type ComparerOptions = {
  readonly digests: DigestPort
  readonly transport: DigestTransport
  readonly random: Random
  readonly scheduler: Scheduler
  readonly log: SyncLog
  /** Fetches or offers again what differs. It never takes the peer's digest for its own. */
  readonly repair: (kinds: ReadonlySet<Digest['kind']>) => Awaitable<void>
}

/** A node that sells all the time is caught between two sales in a few tries. */
const TRIES = 3

/** Compares a replica and a ledger with the peer above once a day and when asked, and repairs what differs. */
export class Comparer {
  readonly #options: ComparerOptions
  #loop: Loop | undefined
  #failures = 0
  /** The line has to settle after a start, and a repair has to take effect. */
  #isTooSoon = true
  #isRepaired = false

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

  /**
   * Compares now, keeps what came of it and repairs what differs; a minute later it looks again.
   *
   * @returns undefined when there is nothing to compare yet
   * @throws what the transport throws when the peer does not answer
   */
  async compare(): Promise<readonly ComparedDigest[] | undefined> {
    const compared = await this.#look()
    const isRepairing = await this.#repair(compared)
    if (isRepairing) {
      this.#isTooSoon = true
      this.#loop?.wake()
    }
    return compared
  }

  async #turn(): Promise<number> {
    const { random, log } = this.#options
    if (this.#isTooSoon) {
      this.#isTooSoon = false
      return jittered(SOON_MS, random)
    }
    try {
      const compared = await this.#look()
      this.#failures = 0
      if (compared === undefined) return jittered(SOON_MS, random)
      // Once: what is still different then is for a person.
      const isRepairing = !this.#isRepaired && (await this.#repair(compared))
      this.#isRepaired = isRepairing
      return jittered(isRepairing ? SOON_MS : DAY_MS, random)
    } catch (error) {
      this.#failures += 1
      log.info({ error: briefly(error) }, 'comparison failed')
      return waitAfter(this.#failures, undefined, random)
    }
  }

  /** True when there was something to repair. */
  async #repair(compared: readonly ComparedDigest[] = []): Promise<boolean> {
    const kinds = differing(compared)
    this.#isRepaired = kinds.size > 0
    if (kinds.size > 0) await this.#options.repair(kinds)
    return kinds.size > 0
  }

  async #look(): Promise<readonly ComparedDigest[] | undefined> {
    const { digests, transport, scheduler, log } = this.#options
    let sheet = await digests.sheet()
    for (let tries = 1; sheet !== undefined; tries += 1) {
      const asked = sheet
      const theirs = await withTimeLimit(scheduler, REQUEST_MS, (signal) => transport.exchange(asked, signal))
      const first = judged(asked.digests, theirs)
      const now = differing(first).size > 0 ? await digests.sheet() : asked
      const compared = settledOnly(first, now)
      if (tries < TRIES && now !== undefined && differing(compared).size < differing(first).size) {
        sheet = now
        continue
      }
      await digests.keep(asked, compared)
      const kinds = differing(compared)
      if (kinds.size > 0) log.warn({ kinds: [...kinds] }, 'this node and the peer above hold different things')
      return compared
    }
    return undefined
  }
}

function differing(compared: readonly ComparedDigest[]): ReadonlySet<Digest['kind']> {
  return new Set(compared.filter(({ verdict }) => verdict === 'different').map(({ kind }) => kind))
}
