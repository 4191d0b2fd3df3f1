import { defineModule } from '@pos/server-kit'
import type { StoreNeeds } from '../../needs.ts'
import { catalogueRoutes } from './routes.ts'

export const catalogueModule = (needs: StoreNeeds) =>
  defineModule({ name: 'catalogue', routes: catalogueRoutes(needs) })
