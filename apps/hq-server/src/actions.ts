import { SYNC_PUSH_ACTIONS, type SyncPushActions } from '@pos/server-kit'
import { ACCESS_ACTIONS, type AccessActions } from './modules/access/actions.ts'
import { SALE_INGEST_ACTIONS, type SaleIngestActions } from './modules/sales/actions.ts'

/** Everything head office's rules may stand around. Each module brings its own. */
export type HqActions = SaleIngestActions & AccessActions & SyncPushActions

export const HQ_ACTIONS = [
  ...SALE_INGEST_ACTIONS,
  ...ACCESS_ACTIONS,
  ...SYNC_PUSH_ACTIONS,
] as const satisfies readonly (keyof HqActions)[]
