import { defineModule } from '@pos/server-kit'
import type { StoreNeeds } from '../../needs.ts'
import { inventoryRoutes } from './routes.ts'
import { inventoryRules } from './rules.ts'

export { postOpeningStock, type OpeningLine } from './opening-stock.ts'

export const inventoryModule = (needs: StoreNeeds) =>
  defineModule({ name: 'inventory', routes: inventoryRoutes(needs), rules: () => inventoryRules(needs) })
