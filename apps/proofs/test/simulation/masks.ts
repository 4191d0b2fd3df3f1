import { whole, type Random } from '../harness/random-cart.ts'

/** The chance of each fault of a request. */
export type LineFaults = {
  readonly dropRequest: number
  readonly dropReply: number
  readonly duplicate: number
  readonly refuse: number
  /** The answer ends in the middle. */
  readonly cutReply: number
  /** A copy of the request arrives much later. */
  readonly replayLate: number
}

/** What goes wrong in a world. Each seed leaves out some of it: simple worlds find bugs that busy ones hide. */
export type Mask = {
  readonly stores: number
  /** At each store. */
  readonly tills: number
  readonly steps: number
  readonly tillLine: LineFaults
  readonly upLine: LineFaults
  /** Per step. */
  readonly crashStore: number
  readonly crashTill: number
  readonly partition: number
  /** Per commit of a till's journal. */
  readonly crashBeforeCommit: number
  readonly crashAfterCommit: number
  /** Per request that travels, at its sender or its receiver. */
  readonly crashOnWire: number
  /** Of taking a batch in at head office. */
  readonly deadlock: number
  readonly misfit: number
  /** A clock of a store or a till is set wrong, in ms at most. */
  readonly clockJumpMs: number
  /** At the end head office is put back to what it was in the middle. */
  readonly forgets: boolean
}

export const NO_LINE_FAULTS: LineFaults = {
  dropRequest: 0,
  dropReply: 0,
  duplicate: 0,
  refuse: 0,
  cutReply: 0,
  replayLate: 0,
}

/** One store, one till, and nothing goes wrong. */
export const CALM: Mask = {
  stores: 1,
  tills: 1,
  steps: 0,
  tillLine: NO_LINE_FAULTS,
  upLine: NO_LINE_FAULTS,
  crashStore: 0,
  crashTill: 0,
  partition: 0,
  crashBeforeCommit: 0,
  crashAfterCommit: 0,
  crashOnWire: 0,
  deadlock: 0,
  misfit: 0,
  clockJumpMs: 0,
  forgets: false,
}

export function someMask(random: Random): Mask {
  const maybe = (most: number) => (random() < 0.5 ? 0 : random() * most)
  const line = (): LineFaults => ({
    dropRequest: maybe(0.4),
    dropReply: maybe(0.4),
    duplicate: maybe(0.4),
    refuse: maybe(0.3),
    cutReply: maybe(0.2),
    replayLate: maybe(0.3),
  })
  return {
    stores: random() < 0.7 ? 1 : 2,
    tills: random() < 0.5 ? 1 : 2,
    steps: whole(random, 10, 60),
    tillLine: line(),
    upLine: line(),
    crashStore: maybe(0.02),
    crashTill: maybe(0.04),
    partition: maybe(0.03),
    crashBeforeCommit: maybe(0.06),
    crashAfterCommit: maybe(0.1),
    crashOnWire: maybe(0.02),
    deadlock: maybe(0.3),
    misfit: maybe(0.4),
    clockJumpMs: maybe(1) === 0 ? 0 : 240_000,
    forgets: random() < 0.1,
  }
}
