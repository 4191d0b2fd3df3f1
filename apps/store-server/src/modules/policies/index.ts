import { defineModule } from '@pos/server-kit'
import type { StoreNeeds } from '../../needs.ts'
import { policyRules } from './rules.ts'

/** Stands before every other module, so that a ban is said before anything else is asked. */
export const policiesModule = (needs: StoreNeeds) => defineModule({ name: 'policies', rules: () => policyRules(needs) })
