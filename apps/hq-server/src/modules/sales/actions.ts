import type { SaleFact } from '@pos/shared-types'
import type { Surroundings } from './surroundings.ts'

/** A sale that arrived, and what head office knows around it. */
export type IngestedSale = { readonly fact: SaleFact; readonly around: Surroundings }

export type SaleIngestActions = {
  'sale:ingest': { input: IngestedSale; result: SaleFact }
}
