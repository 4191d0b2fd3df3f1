import { defineModule } from '@pos/server-kit'
import type { StoreNeeds } from '../../needs.ts'
import { registerRoutes } from './routes.ts'

export const registersModule = (needs: StoreNeeds) => defineModule({ name: 'registers', routes: registerRoutes(needs) })
