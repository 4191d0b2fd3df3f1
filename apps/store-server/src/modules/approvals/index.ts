import { createCataloguePolicies, defineModule } from '@pos/server-kit'
import type { StoreNeeds } from '../../needs.ts'
import { approvalIngest } from './ingest.ts'
import { approvalRoutes } from './routes.ts'
import { approvalRules } from './rules.ts'

export const approvalsModule = (needs: StoreNeeds) =>
  defineModule({
    name: 'approvals',
    routes: approvalRoutes({ ...needs, policiesOf: createCataloguePolicies() }),
    rules: () => approvalRules(needs.rules),
    sync: approvalIngest(needs),
  })
