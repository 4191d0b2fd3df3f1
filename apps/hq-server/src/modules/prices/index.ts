import { defineModule } from '@pos/server-kit'
import type { HqNeeds } from '../../needs.ts'
import { priceRoutes } from './routes.ts'

export const pricesModule = (needs: HqNeeds) => defineModule({ name: 'prices', routes: priceRoutes(needs) })
