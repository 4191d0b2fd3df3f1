import { defineModule } from '@pos/server-kit'
import { HybridClock } from '@pos/sync-engine'
import type { HqNeeds } from '../../needs.ts'
import { customerIngest } from './ingest.ts'
import { customerRoutes } from './routes.ts'

export { createCustomer } from './customer-service.ts'

export function customersModule({ unitOfWork, ids }: HqNeeds) {
  // Each process of head office marks under a name of its own, so no two changes have the same mark.
  const clock = new HybridClock(`hq${ids.next().slice(-10)}`)
  const needs = { unitOfWork, ids, mark: (at: number) => clock.next(at) }
  return defineModule({ name: 'customers', routes: customerRoutes(needs), sync: customerIngest(needs) })
}
