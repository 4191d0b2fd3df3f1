import type { DeviceId, Instant, StoreId, TenantId, UserId } from '@pos/shared-types'

/** Who asks, for which tenant and store, and when: what a service may know of a request. It never holds rights. */
export type Context = {
  readonly tenantId: TenantId
  /** Undefined at head office when the act belongs to no single store. */
  readonly storeId?: StoreId | undefined
  readonly userId?: UserId | undefined
  readonly deviceId?: DeviceId | undefined
  /** The sign-in behind the request, where there is one. */
  readonly sessionId?: string | undefined
  /** The address the request came from. */
  readonly ip?: string | undefined
  readonly appContext: 'hq' | 'store' | 'pos' | 'peer' | 'system'
  readonly correlationId: string
  readonly at: Instant
}
