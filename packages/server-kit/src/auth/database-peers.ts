import type { Clock, UnitOfWork } from '@pos/core'
import type { HqTx, StoreTx } from '@pos/db'
import type { DeviceId, StoreId, TenantId } from '@pos/shared-types'
import { sql } from 'drizzle-orm'
import type { Peer, PeerDirectory } from './peer-directory.ts'

type DeviceRow = {
  readonly id: DeviceId
  readonly kind: string
  readonly storeId: StoreId | null
  readonly publicKey: Buffer
  readonly state: 'enrolled' | 'revoked'
}

type DatabasePeersOptions = {
  readonly unitOfWork: Pick<UnitOfWork<StoreTx>, 'read'> | Pick<UnitOfWork<HqTx>, 'read'>
  readonly clock: Clock
  /**
   * Where to look: the tenant a peer claims at head office (its signature proves it), the one tenant of a store
   * whatever a peer claims.
   */
  readonly tenantOf: (claimed: TenantId | undefined) => TenantId | undefined
  /** Which kinds of device speak to this node: tills are known above their store, and speak to it only. */
  readonly kinds: readonly Peer['kind'][]
}

/** The enrolled devices and store servers in this node's database. */
export function databasePeers({ unitOfWork, clock, tenantOf, kinds }: DatabasePeersOptions): PeerDirectory {
  return {
    find: async (peerId, claimedTenantId) => {
      const tenantId = tenantOf(claimedTenantId)
      if (tenantId === undefined) return undefined
      const ctx = { tenantId, appContext: 'system', correlationId: 'peers', at: clock.now() } as const
      const [row] = await unitOfWork.read(ctx, (tx: StoreTx | HqTx) =>
        tx.query<DeviceRow>(deviceQuery(tenantId, peerId)),
      )
      const peer = row && peerOf(row, tenantId)
      return peer && kinds.includes(peer.kind) ? peer : undefined
    },
  }
}

function deviceQuery(tenantId: TenantId, peerId: DeviceId) {
  return sql`
    select id, kind, store_id as "storeId", public_key as "publicKey", state
    from devices where tenant_id = ${tenantId} and id = ${peerId}`
}

function peerOf({ id, kind, storeId, publicKey, state }: DeviceRow, tenantId: TenantId): Peer | undefined {
  if (storeId === null) return undefined
  return {
    id,
    kind: kind === 'store_server' ? 'store' : 'device',
    tenantId,
    storeId,
    publicKey: publicKey.toString('base64url'),
    isRevoked: state === 'revoked',
  }
}
