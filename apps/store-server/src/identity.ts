import { DomainError } from '@pos/core'
import type { StoreTx } from '@pos/db'
import type { DeviceId, Hash, LineageId, StoreId, TenantId } from '@pos/shared-types'

/** Which store this server is, since it used its provisioning token. */
export type StoreIdentity = {
  readonly tenantId: TenantId
  readonly storeId: StoreId
  /** This server as head office knows it: the device whose key signs every request up. */
  readonly deviceId: DeviceId
  readonly lineage: LineageId
  readonly keyThumbprint: Hash | string
}

const SQL = `
  select i.tenant_id as tenantId, i.store_id as storeId, d.id as deviceId, i.lineage, i.key_thumbprint as keyThumbprint
  from store_identity i join devices d on d.kind = 'store_server' where i.singleton = 1`

export function readIdentity(tx: StoreTx): StoreIdentity | undefined {
  return tx.prepare<StoreIdentity>(SQL).get()
}

/** @throws DomainError CATALOGUE_INCOMPLETE while the server belongs to no store */
export function identityOrRefuse(identity: StoreIdentity | undefined): StoreIdentity {
  if (!identity) throw new DomainError('CATALOGUE_INCOMPLETE')
  return identity
}

/** @throws DomainError NOT_FOUND when a request names another store than this server's */
export function ownStoreOrRefuse(identity: StoreIdentity | undefined, storeId: StoreId | undefined): void {
  if (storeId !== undefined && storeId !== identityOrRefuse(identity).storeId) throw new DomainError('NOT_FOUND')
}
