import { defineModule, type SecretHasher } from '@pos/server-kit'
import type { StoreNeeds } from '../../needs.ts'
import { approvalIngest } from './ingest.ts'
import { approvalByPinRoutes, approvalRoutes } from './routes.ts'
import { approvalRules } from './rules.ts'

export const approvalsModule = (needs: StoreNeeds) =>
  defineModule({
    name: 'approvals',
    routes: approvalRoutes(needs),
    rules: () => approvalRules(needs.rules),
    sync: approvalIngest(needs),
  })

/** What needs the PINs of this store, which only its server has. */
export const approvalsByPinModule = (needs: StoreNeeds & { readonly pins: SecretHasher }) =>
  defineModule({ name: 'approvals-by-pin', routes: approvalByPinRoutes(needs) })
