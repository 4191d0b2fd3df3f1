import { defineModule } from '@pos/server-kit'
import type { StoreNeeds } from '../../needs.ts'
import { shiftIngest } from './ingest.ts'
import { shiftRoutes } from './routes.ts'
import { shiftRules } from './rules.ts'

export const shiftsModule = (needs: StoreNeeds) =>
  defineModule({ name: 'shifts', routes: shiftRoutes(needs), rules: () => shiftRules(needs), sync: shiftIngest(needs) })
