import { defineModule } from '@pos/server-kit'
import type { StoreNeeds } from '../../needs.ts'
import { approvalIngest } from './ingest.ts'
import type { SaleAsked } from './request.ts'
import { approvalByPinRoutes, approvalRoutes, type ByPinNeeds } from './routes.ts'
import { approvalRules } from './rules.ts'

export const approvalsModule = (needs: StoreNeeds & SaleAsked) =>
  defineModule({
    name: 'approvals',
    routes: approvalRoutes(needs),
    rules: () => approvalRules(needs.rules),
    sync: approvalIngest(needs),
  })

/** What needs the PINs of this store, which only its server has. */
export const approvalsByPinModule = (needs: ByPinNeeds) =>
  defineModule({ name: 'approvals-by-pin', routes: approvalByPinRoutes(needs) })
