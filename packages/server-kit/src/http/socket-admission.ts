import { DomainError } from '@pos/core'
import type { Access } from '@pos/shared-types'
import type { FastifyRequest } from 'fastify'
import type { PeerCaller, UserCaller } from '../auth/caller.ts'
import type { Admission } from './admission.ts'
import type { Needs } from './needs.ts'

/** What a page offers as WebSocket protocols: this one, which the server takes, and its ticket. */
const OFFER = /^pos,\s*([\w.-]{1,2000})$/

/** Admits the opening of a socket by its ticket; without one by the signature or token that other requests need. */
export function byTicketToo({ onRequest, preValidation }: Admission, access: Access, needs: Needs): Admission {
  return {
    onRequest(request, reply, done) {
      const ticket = ticketOf(request)
      if (ticket === undefined) onRequest.call(this, request, reply, done)
      else admitHolder(request, ticket, access, needs).then(() => done(), done)
    },
    async preValidation(request, reply) {
      if (request.caller === undefined) await preValidation?.call(this, request, reply)
    },
  }
}

function ticketOf({ headers }: FastifyRequest): string | undefined {
  return OFFER.exec(headers['sec-websocket-protocol'] ?? '')?.[1]
}

async function admitHolder(request: FastifyRequest, ticket: string, access: Access, needs: Needs): Promise<void> {
  refuseForeignPage(request)
  const holder = needs.tickets.redeem(ticket)
  if (!(await isFor(holder, access, needs))) throw new DomainError('AUTH_REQUIRED')
  needs.admit?.(holder)
  request.caller = holder
}

async function isFor(
  holder: UserCaller | PeerCaller,
  access: Access,
  { access: rights, peers }: Needs,
): Promise<boolean> {
  if (holder.kind === 'user') return access === 'self' && rights.isActive(holder)
  const peer = await peers.find(holder.peerId, holder.tenantId)
  return access === 'peer' && peer !== undefined && !peer.isRevoked
}

function refuseForeignPage({ headers: { origin, host } }: FastifyRequest): void {
  if (origin === undefined || (URL.canParse(origin) && new URL(origin).host === host)) return
  throw new DomainError('AUTH_REQUIRED')
}
