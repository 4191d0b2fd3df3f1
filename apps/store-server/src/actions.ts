import { SYNC_PUSH_ACTIONS, type SyncPushActions } from '@pos/server-kit'
import type { RegisterActions } from './modules/registers/actions.ts'
import type { SalesActions } from './modules/sales/actions.ts'
import type { ShiftActions } from './modules/shifts/actions.ts'

/** Everything the store's rules may stand around. Each module brings its own. */
export type StoreActions = Acts & SyncPushActions

/** What a person does, or did at a till: policies may ask about it. */
export type Acts = RegisterActions & SalesActions & ShiftActions

export const ACTS = [
  'sale:complete',
  'sale:return',
  'sale:ingest',
  'shift:open',
  'shift:close',
  'register:take-over',
] as const satisfies readonly (keyof Acts)[]

export const STORE_ACTIONS: readonly (keyof StoreActions)[] = [...ACTS, ...SYNC_PUSH_ACTIONS]
