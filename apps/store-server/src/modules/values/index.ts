import { defineModule } from '@pos/server-kit'
import type { StoreNeeds } from '../../needs.ts'
import { valueRules } from './rules.ts'

export { AllowanceReturns } from './return-allowances.ts'

/** Gift cards and credit: spent within what head office lent, and given back when that is over. */
export const valuesModule = (needs: StoreNeeds) => defineModule({ name: 'values', rules: () => valueRules(needs) })
