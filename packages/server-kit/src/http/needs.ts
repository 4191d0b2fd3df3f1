import type { Clock, Ids } from '@pos/core'
import type { ServerKind } from '@pos/shared-types'
import type { Logger } from 'pino'
import type { AuditDesk } from '../audit/audit-desk.ts'
import type { Caller } from '../auth/caller.ts'
import type { AccessReader } from '../auth/access-reader.ts'
import type { PeerDirectory } from '../auth/peer-directory.ts'
import type { SocketTickets } from '../auth/socket-tickets.ts'
import type { TokenVerifier } from '../auth/tokens.ts'
import type { NodeIdentity } from './request-of.ts'

/** What every route of a server needs from its app. */
export type Needs = {
  readonly kind: ServerKind
  readonly access: AccessReader
  readonly tokens: TokenVerifier
  readonly peers: PeerDirectory
  readonly tickets: SocketTickets
  /** Notes what was denied or failed. */
  readonly audit: AuditDesk
  readonly clock: Clock
  readonly ids: Ids
  readonly log: Logger
  /** A store server's own tenant and store, for requests that come from nobody known. Undefined at head office. */
  readonly identity: () => NodeIdentity | undefined
  /** Told of everybody known before anything is done for him; throws when he cannot be let in now. */
  readonly admit?: ((caller: Caller) => void) | undefined
  /** Origins of pages that are served elsewhere and may ask here, such as `https://pos.example`. None unless told. */
  readonly origins?: readonly string[] | undefined
}
