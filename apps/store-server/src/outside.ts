import { randomInt } from 'node:crypto'
import { nodeScheduler, steadyMs, type OpenSocket } from '@pos/server-kit'
import type { Random, Scheduler } from '@pos/sync-engine'

/** What a store uses of the machine it runs on, apart from its disk and the shop's clock. */
export type Outside = {
  readonly scheduler: Scheduler
  readonly random: Random
  /** A clock in ms that nobody can set. */
  readonly steadyMs: () => number
  /** Carries requests to head office. */
  readonly fetch?: typeof fetch | undefined
  readonly openSocket?: OpenSocket | undefined
}

export const thisMachine: Outside = {
  scheduler: nodeScheduler,
  random: () => randomInt(2 ** 32) / 2 ** 32,
  steadyMs,
}
