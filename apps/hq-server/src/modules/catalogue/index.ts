import { defineModule } from '@pos/server-kit'
import type { HqNeeds } from '../../needs.ts'
import { catalogueRoutes } from './routes.ts'

export const catalogueModule = (needs: HqNeeds) => defineModule({ name: 'catalogue', routes: catalogueRoutes(needs) })
