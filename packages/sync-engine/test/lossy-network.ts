import { DomainError } from '@pos/core'
import type { PushBatch, PushReply } from '@pos/shared-types'
import type { Random } from '../src/ports.ts'
import type { PushAnswer, PushTransport } from '../src/push-transport.ts'
import type { VirtualTime } from '@pos/testing'

/** The chance of each fault per request. */
export type Faults = {
  dropRequest: number
  dropReply: number
  duplicate: number
  refuse: number
  /** A copy of an old request that arrives much later. */
  replayLate: number
}

export const NO_FAULTS: Faults = { dropRequest: 0, dropReply: 0, duplicate: 0, refuse: 0, replayLate: 0 }

/** A line that loses, doubles, delays and reorders, and a peer that is sometimes overloaded. */
export class LossyNetwork implements PushTransport {
  faults: Faults
  readonly #random: Random
  readonly #time: VirtualTime
  readonly #receive: (batch: PushBatch) => Promise<PushReply>

  constructor(time: VirtualTime, random: Random, faults: Faults, receive: (batch: PushBatch) => Promise<PushReply>) {
    this.faults = faults
    this.#time = time
    this.#random = random
    this.#receive = receive
  }

  async push(batch: PushBatch): Promise<PushAnswer> {
    await this.#travel()
    if (this.#happens('dropRequest')) throw new Error('request lost')
    if (this.#happens('refuse')) return { refused: { status: 503, code: 'OVERLOADED', retryAfterMs: 500 } }
    if (this.#happens('replayLate'))
      this.#time.after(this.#random() * 600_000, () => void this.#receive(batch).catch(() => {}))
    if (this.#happens('duplicate')) void this.#receive(batch).catch(() => {})
    const answer = await this.#receive(batch).catch(asRefusal)
    await this.#travel()
    if (this.#happens('dropReply')) return new Promise(() => {})
    return answer
  }

  #happens(fault: keyof Faults): boolean {
    return this.#random() < this.faults[fault]
  }

  #travel(): Promise<void> {
    return new Promise((resolve) => this.#time.after(Math.floor(this.#random() * 2_000), resolve))
  }
}

function asRefusal(error: unknown): PushAnswer {
  if (error instanceof DomainError) return { refused: { status: error.status, code: error.code } }
  throw error
}
