import type { Context } from '@pos/core'
import { pickLanguage } from '@pos/i18n'
import type { Command, StoreId, TenantId } from '@pos/shared-types'
import type { FastifyRequest } from 'fastify'
import type { Caller } from '../auth/caller.ts'
import type { CheckedRequest } from '../handle.ts'
import type { Needs } from './needs.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Who sent the request; undefined until it is known. */
    caller: Caller | undefined
  }
}

/** A tenant that does not exist: what an unknown caller sees of head office is nothing. */
export const NO_TENANT: TenantId = '00000000-0000-0000-0000-000000000000'

/** The identity of a store server, which holds data of one tenant only. */
export type NodeIdentity = { readonly tenantId: TenantId; readonly storeId: StoreId }

/** The request as a handler sees it. */
export function commandRequest(
  command: Command,
  serialise: (response: unknown) => string,
  request: FastifyRequest,
  caller: Caller,
  needs: Needs,
): CheckedRequest {
  const headers = request.headers
  const key = headers['idempotency-key']
  return {
    command,
    ctx: contextOf(caller, request, needs),
    caller,
    params: request.params,
    query: request.query,
    body: request.body,
    key: typeof key === 'string' ? key : undefined,
    language: pickLanguage(headers['accept-language']),
    raw: request,
    serialise,
  }
}

/** Who asks, for which tenant and store, from where and when. */
export function contextOf(
  caller: Caller,
  { id: correlationId, ip }: FastifyRequest,
  { clock, identity }: Needs,
): Context {
  const at = clock.now()
  switch (caller.kind) {
    case 'user': {
      const { tenantId, storeId, userId, deviceId, sessionId, appContext } = caller
      return { tenantId, storeId, userId, deviceId, sessionId, appContext, correlationId, ip, at }
    }
    case 'peer': {
      const { tenantId, storeId, peerKind, peerId } = caller
      const deviceId = peerKind === 'device' ? peerId : undefined
      return { tenantId, storeId, userId: undefined, deviceId, appContext: 'peer', correlationId, ip, at }
    }
    case 'operator':
    case 'public': {
      const { tenantId, storeId } = identity() ?? { tenantId: NO_TENANT, storeId: undefined }
      return { tenantId, storeId, userId: undefined, deviceId: undefined, appContext: 'system', correlationId, ip, at }
    }
  }
}
