import { DomainError, type Clock } from '@pos/core'
import type { SignedIn } from '@pos/shared-types'

type Token = Pick<SignedIn, 'accessToken' | 'expiresAt'>

export type SessionKeeperOptions = {
  readonly clock: Clock
  /** Remembers between pages that somebody signed in here; never a secret. */
  readonly memory: SessionMemory
  /** Under which `memory` has it: one for each application of an origin. */
  readonly name: string
  /** Asks the server to go on with the session of the browser's cookie. */
  readonly refresh: () => Promise<Token>
  /** Runs `work` while no other tab of the browser runs its own. */
  readonly alone: <Result>(name: string, work: () => Promise<Result>) => Promise<Result>
}

/** The part of the browser's `localStorage` that is used. */
export type SessionMemory = {
  getItem(key: string): string | null
  setItem(key: string, value: string): void
  removeItem(key: string): void
}

/** Holds the access token of a page, in memory only, and gets the next one when it has run out. */
export interface SessionKeeper {
  /** The token, while it is good. */
  token(): string | undefined
  /** Whether somebody signed in in this browser and has not signed out. */
  isHeld(): boolean
  keep(token: Token): void
  /**
   * Gets another token, once however many ask.
   *
   * @returns false when the session is over, and forgets it then
   * @throws DomainError HQ_UNREACHABLE or STORE_UNREACHABLE: nobody knows
   */
  renew(): Promise<boolean>
  drop(): void
}

/** A token with less life than this is not worth sending. */
const LEAST_MS = 10_000
const OVER: ReadonlySet<string> = new Set(['AUTH_REQUIRED', 'AUTH_SESSION_ENDED'])

export function createSessionKeeper(options: SessionKeeperOptions): SessionKeeper {
  const { clock, memory, name, refresh, alone } = options
  let held: Token | undefined
  let renewing: Promise<boolean> | undefined

  const keep = (token: Token) => {
    held = token
    memory.setItem(name, 'signed in')
  }
  const drop = () => {
    held = undefined
    memory.removeItem(name)
  }
  const renewNow = async () => {
    try {
      keep(await alone(name, refresh))
      return true
    } catch (error) {
      if (!(error instanceof DomainError) || !OVER.has(error.code)) throw error
      drop()
      return false
    }
  }

  return {
    token: () => (held !== undefined && held.expiresAt - clock.now() > LEAST_MS ? held.accessToken : undefined),
    isHeld: () => memory.getItem(name) !== null,
    keep,
    async renew() {
      if (memory.getItem(name) === null) return false
      renewing ??= renewNow().finally(() => (renewing = undefined))
      return renewing
    },
    drop,
  }
}
