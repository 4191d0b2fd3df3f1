import { defineModule } from '@pos/server-kit'
import type { HqNeeds } from '../../needs.ts'
import { storeRoutes } from './routes.ts'

export { provisionStore } from './provisioning-service.ts'

export const storesModule = (needs: HqNeeds) => defineModule({ name: 'stores', routes: storeRoutes(needs) })
