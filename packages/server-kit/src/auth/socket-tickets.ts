import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { DomainError, type Clock } from '@pos/core'
import type { Instant } from '@pos/shared-types'
import { readOrCreateSecret } from '../secrets/secret-file.ts'
import type { PeerCaller, UserCaller } from './caller.ts'

type Holder = UserCaller | PeerCaller
type Content = { readonly holder: Holder; readonly expiresAt: Instant; readonly nonce: string }

/** Lets somebody who was known a moment ago open one socket. */
export interface SocketTickets {
  issue(holder: Holder): { readonly ticket: string; readonly expiresAt: Instant }
  /** @throws DomainError AUTH_REQUIRED when the ticket is not ours, is older than 30 seconds, or was used here before */
  redeem(ticket: string): Holder
}

const LIFE_MS = 30_000

/** Tickets sealed with a secret that all processes of this node share, so that any of them takes what another gave. */
export async function createSocketTickets(options: {
  readonly keyFile: string
  readonly clock: Clock
}): Promise<SocketTickets> {
  const { keyFile, clock } = options
  const key = Buffer.from(await readOrCreateSecret(keyFile, () => randomBytes(32).toString('base64url')), 'base64url')
  const used = new Map<string, Instant>()
  const sealOf = (body: string) => createHmac('sha256', key).update(body).digest()

  return {
    issue(holder) {
      const expiresAt = clock.now() + LIFE_MS
      const content: Content = { holder, expiresAt, nonce: randomBytes(16).toString('base64url') }
      const body = Buffer.from(JSON.stringify(content)).toString('base64url')
      return { ticket: `${body}.${sealOf(body).toString('base64url')}`, expiresAt }
    },
    redeem(ticket) {
      const [body = '', seal = ''] = ticket.split('.')
      const given = Buffer.from(seal, 'base64url')
      const expected = sealOf(body)
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw new DomainError('AUTH_REQUIRED')
      const content: Content = JSON.parse(Buffer.from(body, 'base64url').toString())
      const now = clock.now()
      for (const [nonce, expiresAt] of used) if (expiresAt < now) used.delete(nonce)
      if (content.expiresAt < now || used.has(content.nonce)) throw new DomainError('AUTH_REQUIRED')
      used.set(content.nonce, content.expiresAt)
      return content.holder
    },
  }
}
