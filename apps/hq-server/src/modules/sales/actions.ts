import type { SaleFact, SaleFlagRecord, StockMovementRecord } from '@pos/shared-types'
import type { RedeemedBatch } from '../../value-ledger/redeemed-batch.ts'
import type { Surroundings } from './surroundings.ts'

/** A sale that arrived, and what head office knows around it. */
export type ArrivedSale = { readonly fact: SaleFact; readonly around: Surroundings }

/** Sales that arrived together, with what their stores and head office say of them. */
export type RecordedBatch = {
  readonly facts: readonly SaleFact[]
  readonly movements: readonly StockMovementRecord[]
  readonly flags: readonly SaleFlagRecord[]
  readonly redeemed: RedeemedBatch
}

export type SaleIngestActions = {
  /** One sale is judged; whatever is found, it stands. */
  'sale:ingest': { input: ArrivedSale; result: void }
  /** A batch is written, one statement per table. */
  'sale-batch:record': { input: RecordedBatch; result: void }
}

export const SALE_INGEST_ACTIONS = [
  'sale:ingest',
  'sale-batch:record',
] as const satisfies readonly (keyof SaleIngestActions)[]
