import type { Instant, PermissionCode, RightsWord } from '@pos/shared-types'
import { kindOfRight } from './right-kind.ts'
import { raised, trustedNow, type HighWater } from './trusted-time.ts'

/** What a node writes down about head office's word, so that neither a restart nor its clock forgets it. */
export type KeptWatch = { readonly edition: number; readonly receivedAt: Instant; readonly highWaterAt: Instant }

/** How old head office's word is here. Times are by this node's own clock. */
export type RightsState = {
  readonly confirmedAt: Instant
  readonly privilegedUntil: Instant
  readonly cashierUntil: Instant
  readonly lapsed: 'nothing' | 'privileged' | 'cashier'
}

/**
 * Watches how long head office has said nothing. The age of its word is counted here, from its arrival, so a shop whose
 * clock is wrong but steady loses nothing; a clock that is set back gains nothing.
 */
export class RightsWatch {
  #kept: KeptWatch | undefined
  #mark: HighWater
  #word: RightsWord | undefined
  #age = 0

  constructor(kept?: KeptWatch) {
    this.#kept = kept
    this.#mark = { at: kept?.highWaterAt ?? 0, steadyMs: undefined }
  }

  /**
   * Looks at the clocks. `steadyMs` is of a clock nobody sets. Without a word nothing lapses: head office set no limit.
   *
   * @returns what is to be kept; undefined while there is no word
   */
  look(word: RightsWord | undefined, wall: Instant, steadyMs: number): KeptWatch | undefined {
    this.#word = word
    if (word === undefined) return undefined
    if (this.#kept?.edition !== word.edition) {
      this.#kept = { edition: word.edition, receivedAt: wall, highWaterAt: wall }
      this.#mark = { at: wall, steadyMs }
    }
    this.#mark = raised(this.#mark, wall, steadyMs)
    this.#age = trustedNow(this.#mark, wall) - this.#kept.receivedAt
    return (this.#kept = { ...this.#kept, highWaterAt: this.#mark.at })
  }

  /** Whether a right has lapsed, as of the last look. */
  isLapsed(code: PermissionCode): boolean {
    if (this.#word === undefined) return false
    const { issuedAt, privilegedUntilAt, cashierUntilAt } = this.#word
    switch (kindOfRight(code)) {
      case 'trading':
        return false
      case 'cashier':
        return this.#age >= cashierUntilAt - issuedAt
      case 'privileged':
        return this.#age >= privilegedUntilAt - issuedAt
    }
  }

  /** As of the last look; undefined while head office set no limit. */
  get state(): RightsState | undefined {
    if (this.#word === undefined || this.#kept === undefined) return undefined
    const { issuedAt, privilegedUntilAt, cashierUntilAt } = this.#word
    const confirmedAt = this.#kept.receivedAt
    const [privileged, cashier] = [privilegedUntilAt - issuedAt, cashierUntilAt - issuedAt]
    const lapsed = this.#age >= cashier ? 'cashier' : this.#age >= privileged ? 'privileged' : 'nothing'
    return { confirmedAt, privilegedUntil: confirmedAt + privileged, cashierUntil: confirmedAt + cashier, lapsed }
  }
}
