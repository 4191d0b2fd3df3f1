import { DomainError, type Clock } from '@pos/core'
import type { Instant, TenantId, UserId } from '@pos/shared-types'
import type { NodeKey } from './node-key.ts'
import { seal, unseal } from './sealed-text.ts'

/** What stands between the password and the code: who gave the right password, and a secret that is being set up. */
export type Challenge = {
  readonly tenantId: TenantId
  readonly userId: UserId
  /** Of an app that is not yet in force. */
  readonly secret?: string | undefined
}

type Kept = Challenge & { readonly expiresAt: Instant }

/** Lets a person take the second step without the server remembering the first. */
export interface Challenges {
  write(purpose: Purpose, challenge: Challenge): string
  /** @throws DomainError AUTH_SESSION_ENDED when it is not ours or older than five minutes */
  read(purpose: Purpose, text: string): Challenge
}

type Purpose = 'sign in' | 'set up'

const LIFE_MS = 5 * 60_000

export function createChallenges(nodeKey: NodeKey, clock: Clock): Challenges {
  const key = nodeKey.of('challenges')
  return {
    write(purpose, challenge) {
      const kept: Kept = { ...challenge, expiresAt: clock.now() + LIFE_MS }
      return seal(key, JSON.stringify(kept), purpose)
    },
    read(purpose, text) {
      const opened = unseal(key, text, purpose)
      if (opened === undefined) throw new DomainError('AUTH_SESSION_ENDED')
      const { expiresAt, ...challenge }: Kept = JSON.parse(opened)
      if (expiresAt <= clock.now()) throw new DomainError('AUTH_SESSION_ENDED')
      return challenge
    },
  }
}
