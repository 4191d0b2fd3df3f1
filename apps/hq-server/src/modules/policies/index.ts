import { defineModule } from '@pos/server-kit'
import type { HqNeeds } from '../../needs.ts'
import { policyRoutes } from './routes.ts'
import { policyRules } from './rules.ts'

export const policiesModule = (needs: HqNeeds) =>
  defineModule({ name: 'policies', routes: policyRoutes(needs), rules: () => policyRules(needs.rules) })
