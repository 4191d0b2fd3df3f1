import { defineModule } from '@pos/server-kit'
import type { HqNeeds } from '../../needs.ts'
import { taxRoutes } from './routes.ts'

export const taxesModule = (needs: HqNeeds) => defineModule({ name: 'taxes', routes: taxRoutes(needs) })
