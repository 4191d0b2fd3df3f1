import { fileURLToPath } from 'node:url'

/** A server of the chain: it can be started again after it was stopped or killed, at the same address. */
export interface Server {
  readonly url: string
  start(): Promise<void>
  /** Ends cleanly. */
  stop(): Promise<void>
}

export const HOST = '127.0.0.1'
/** The pages, as `npm test` has built them. */
export const PAGES = fileURLToPath(new URL('../../../web-client/dist', import.meta.url))
/** Cheap on purpose: what these proofs show does not depend on how long a password is hashed. */
export const HASH_COST = { memoryKib: 1024, passes: 2 }
/** The reverse proxy before head office. */
export const PROXY = '127.0.0.9'
