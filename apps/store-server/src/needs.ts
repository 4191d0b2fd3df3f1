import type { Clock, Ids, UnitOfWork } from '@pos/core'
import type { StoreTx } from '@pos/db'
import type { RuleEngine } from '@pos/rule-engine'
import type { AccessReader, CatalogueSettings, PullRules } from '@pos/server-kit'
import type { StoreActions } from './actions.ts'
import type { Hash, Instant } from '@pos/shared-types'
import type { StoreRights } from './rights.ts'
import type { SellingCatalogue } from './selling/selling-catalogue.ts'
import type { StoreIdentity } from './identity.ts'
import type { SessionWatch } from './sessions/session-watch.ts'

export type StoreRules = RuleEngine<StoreActions, StoreTx>

/** What every module of the store may use. */
export type StoreNeeds = {
  readonly unitOfWork: UnitOfWork<StoreTx>
  readonly rules: StoreRules
  /** Around what head office sends, in the transaction of the catalogue. */
  readonly pullRules: PullRules
  readonly access: AccessReader
  /** How old head office's word on rights is. */
  readonly rights: StoreRights
  /** Which tokens are over before their time. */
  readonly sessions: SessionWatch
  readonly clock: Clock
  readonly ids: Ids
  readonly selling: SellingCatalogue
  readonly settings: CatalogueSettings
  /** What a card is known by, from the bare characters of its code. */
  readonly codeHash: (code: string) => Hash
  /** The hybrid mark of the next event this server makes. */
  readonly mark: (at: Instant) => string
  /** Undefined until the server is provisioned. */
  readonly identity: () => StoreIdentity | undefined
}
