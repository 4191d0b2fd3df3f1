import type { Redemption, SaleFact, SaleFlagRecord, StockMovementRecord } from '@pos/shared-types'
import type { Posted } from './posted.ts'
import type { SaleArrival } from './sale-arrival.ts'
import type { SaleDraft } from './sale-draft.ts'

/** A sale that stands in the store's books, and what the store adds to it on its way up. */
export type RecordedSale = {
  readonly fact: SaleFact
  /** The exact text of the fact: a till's own bytes, or the store's. */
  readonly factText: string
  readonly movements: Posted<StockMovementRecord>
  readonly redemptions: Posted<Redemption>
  readonly flags: readonly SaleFlagRecord[]
}

export type SalesActions = {
  /** A sale made by the store server itself. */
  'sale:complete': { input: SaleDraft; result: RecordedSale }
  /** Goods of a known sale come back; made by the store server. */
  'sale:return': { input: SaleDraft; result: RecordedSale }
  /** A sale a till has made: a fact, to be recorded or flagged, never refused. */
  'sale:ingest': { input: SaleArrival; result: RecordedSale }
}
