import { defineModule } from '@pos/server-kit'
import type { StoreNeeds } from '../../needs.ts'
import { notingRules } from './noted-sale.ts'
import { arrivalRules } from './arrival-rules.ts'
import { saleIngest } from './ingest.ts'
import { salesRoutes } from './routes.ts'
import { salesRules } from './rules.ts'

export { draftReturn } from './draft-return.ts'
export { draftSale } from './draft-sale.ts'
export { makeSale } from './make-sale.ts'

export const salesModule = (needs: StoreNeeds) =>
  defineModule({
    name: 'sales',
    routes: salesRoutes(needs),
    rules: () => {
      salesRules(needs.rules)
      arrivalRules(needs)
      notingRules(needs.rules)
    },
    sync: [saleIngest(needs)],
  })
