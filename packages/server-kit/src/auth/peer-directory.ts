import type { Awaitable } from '@pos/core'
import type { DeviceId, StoreId, TenantId } from '@pos/shared-types'

/** What a server knows of a store server or till that may sign requests. */
export type Peer = {
  readonly id: DeviceId
  readonly kind: 'store' | 'device'
  readonly tenantId: TenantId
  readonly storeId: StoreId
  /** Ed25519 public key, 32 bytes, base64url. */
  readonly publicKey: string
  readonly isRevoked: boolean
}

/** Finds enrolled peers. Asked for every signed request, so a revocation holds at once. */
export interface PeerDirectory {
  /**
   * @param claimedTenantId the tenant the peer names in its headers: only where to look, proven by the signature.
   *   Undefined when it names none
   */
  find(peerId: DeviceId, claimedTenantId: TenantId | undefined): Awaitable<Peer | undefined>
}
