import { defineModule } from '@pos/server-kit'
import type { StoreNeeds } from '../../needs.ts'
import { registerRoutes } from './routes.ts'
import { registerRules } from './rules.ts'

export const registersModule = (needs: StoreNeeds) =>
  defineModule({ name: 'registers', routes: registerRoutes(needs), rules: () => registerRules(needs) })
