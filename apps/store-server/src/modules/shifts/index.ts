import { defineModule } from '@pos/server-kit'
import type { StoreNeeds } from '../../needs.ts'
import { shiftIngest } from './ingest.ts'
import { shiftRoutes } from './routes.ts'
import { shiftRules } from './rules.ts'

export { closeShift, draftClosing } from './close-shift.ts'
export { countShift } from './count-shift.ts'
export { draftOpening, openShift } from './open-shift.ts'
export { expectedCounts, type ExpectedCount } from './expected-counts.ts'

export const shiftsModule = (needs: StoreNeeds) =>
  defineModule({ name: 'shifts', routes: shiftRoutes(needs), rules: () => shiftRules(needs), sync: shiftIngest(needs) })
