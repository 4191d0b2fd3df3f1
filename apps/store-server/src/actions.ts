import type { RegisterActions } from './modules/registers/actions.ts'
import type { SalesActions } from './modules/sales/actions.ts'
import type { ShiftActions } from './modules/shifts/actions.ts'

/** Everything the store's rules may stand around. Each module brings its own. */
export type StoreActions = RegisterActions & SalesActions & ShiftActions

export const STORE_ACTIONS = [
  'sale:complete',
  'sale:return',
  'sale:ingest',
  'shift:open',
  'shift:close',
  'register:take-over',
] as const satisfies readonly (keyof StoreActions)[]
