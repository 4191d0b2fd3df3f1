import type { KeyObject } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { DomainError, type Clock } from '@pos/core'
import type { DeviceId, TenantId } from '@pos/shared-types'
import { BoundedCache } from '../bounded-cache.ts'
import type { PeerCaller } from './caller.ts'
import type { PeerDirectory } from './peer-directory.ts'
import { isSignedBy, publicKeyOf } from './signature.ts'

type SignedRequest = {
  readonly method: string
  readonly target: string
  readonly headers: IncomingHttpHeaders
  readonly body: Uint8Array | undefined
  /** False on sync routes: the clocks of stores and tills lie, and a repeated push changes nothing. */
  readonly isTimeChecked: boolean
}

const WINDOW_MS = 5 * 60_000
const KNOWN_KEYS = 5_000
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Says which peer signed a request. Peers are looked up every time; only the parsed keys are remembered. */
export function createPeerVerifier(
  peers: PeerDirectory,
  clock: Clock,
): (request: SignedRequest) => Promise<PeerCaller> {
  const keys = new BoundedCache<KeyObject>(KNOWN_KEYS)

  function keyOf(publicKey: string): KeyObject {
    const known = keys.get(publicKey)
    if (known !== undefined) return known
    const key = publicKeyOf(publicKey)
    keys.set(publicKey, key)
    return key
  }

  return async (request) => {
    const { peerId, tenantId, atMs, signature } = signatureHeaders(request.headers)
    if (request.isTimeChecked && Math.abs(clock.now() - atMs) > WINDOW_MS) throw new DomainError('AUTH_REQUIRED')
    const peer = await peers.find(peerId, tenantId)
    if (peer === undefined) throw new DomainError('DEVICE_NOT_ENROLLED')
    const parts = { method: request.method, target: request.target, atMs, body: request.body }
    if (!isSignedBy(keyOf(peer.publicKey), parts, signature)) throw new DomainError('AUTH_REQUIRED')
    if (peer.isRevoked) throw new DomainError('DEVICE_REVOKED')
    return { kind: 'peer', peerKind: peer.kind, peerId: peer.id, tenantId: peer.tenantId, storeId: peer.storeId }
  }
}

function signatureHeaders(headers: IncomingHttpHeaders) {
  const peerId = text(headers['pos-peer'])
  const tenantId = text(headers['pos-tenant'])
  const time = text(headers['pos-time'])
  const signature = text(headers['pos-signature'])
  const isWellFormed =
    UUID.test(peerId) &&
    (tenantId === '' || UUID.test(tenantId)) &&
    /^\d{1,16}$/.test(time) &&
    /^[A-Za-z0-9_-]{86}$/.test(signature)
  if (!isWellFormed) throw new DomainError('AUTH_REQUIRED')
  return {
    peerId: peerId satisfies DeviceId,
    tenantId: tenantId === '' ? undefined : (tenantId satisfies TenantId),
    atMs: Number(time),
    signature,
  }
}

function text(header: string | readonly string[] | undefined): string {
  return typeof header === 'string' ? header : ''
}
