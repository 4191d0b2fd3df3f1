import { defineModule } from '@pos/server-kit'
import type { HqNeeds } from '../../needs.ts'
import { saleIngest } from './ingest.ts'
import { salesRoutes } from './routes.ts'
import { ingestRules } from './rules.ts'

export { findSale } from './lists.ts'

export const salesModule = (needs: HqNeeds) =>
  defineModule({
    name: 'sales',
    routes: salesRoutes(needs),
    rules: () => ingestRules(needs.rules),
    sync: [saleIngest(needs)],
  })
