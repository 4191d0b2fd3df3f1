import { defineModule, type NodeKey } from '@pos/server-kit'
import type { HqNeeds } from '../../needs.ts'
import { postRedemptions } from '../../value-ledger/redeemed-batch.ts'
import { allowanceIngest } from './ingest.ts'
import { valueRoutes } from './routes.ts'

export { expireAllowances, keepExpiring } from './expire.ts'

/** Gift cards and credit: head office keeps the ledger and lends parts of it to stores. */
export const valuesModule = (needs: HqNeeds, nodeKey: NodeKey) =>
  defineModule({
    name: 'values',
    routes: valueRoutes(needs, nodeKey),
    rules: () =>
      needs.rules.after('sale-batch:record', 'values.post-entries', (unit, { redeemed }) =>
        postRedemptions(unit, needs.ids, redeemed),
      ),
    sync: [allowanceIngest()],
  })
