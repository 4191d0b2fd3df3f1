import { defineModule } from '@pos/server-kit'
import { drillRoutes, type DrillDesk } from './routes.ts'

/** Outages on purpose: a manager cuts lines for a while, and reads afterwards what went on working. */
export const drillsModule = (desk: DrillDesk) => defineModule({ name: 'drills', routes: drillRoutes(desk) })
