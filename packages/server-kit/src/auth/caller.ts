import type { Access, Command, DeviceId, Instant, StoreId, TenantId, UserId } from '@pos/shared-types'

/** A person, by his token. `appContext` is where he signed in; a token never carries rights. */
export type UserCaller = {
  readonly kind: 'user'
  readonly userId: UserId
  readonly tenantId: TenantId
  /** Undefined when signed in at head office. */
  readonly storeId: StoreId | undefined
  readonly appContext: 'hq' | 'store' | 'pos'
  /** The enrolled device he signed in at. */
  readonly deviceId: DeviceId | undefined
  /** The session his password began; undefined for a PIN, which begins none. */
  readonly sessionId?: string | undefined
  /** When his token was issued. */
  readonly issuedAt?: Instant | undefined
}

/** A store server or a till, by the key it was enrolled with. */
export type PeerCaller = {
  readonly kind: 'peer'
  readonly peerKind: 'store' | 'device'
  readonly peerId: DeviceId
  readonly tenantId: TenantId
  readonly storeId: StoreId
}

/** Runs the installation, above tenants. */
export type OperatorCaller = { readonly kind: 'operator'; readonly operatorId: string }

export type PublicCaller = { readonly kind: 'public' }

export type Caller = UserCaller | PeerCaller | OperatorCaller | PublicCaller

export const PUBLIC: PublicCaller = { kind: 'public' }

type CallerByAccess<A> = A extends 'public'
  ? PublicCaller
  : A extends 'device' | 'peer'
    ? PeerCaller
    : A extends 'operator'
      ? OperatorCaller
      : A extends 'self' | readonly string[]
        ? UserCaller
        : Caller

/** Who can stand behind a command, from its access in the contract. */
export type CallerOf<C extends Command> = CallerByAccess<Extract<C['access'][keyof C['access']], Access>>
