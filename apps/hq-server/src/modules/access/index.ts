import { defineModule } from '@pos/server-kit'
import { accessAuditRules } from './audit-rules.ts'
import { peopleRoutes } from './people-routes.ts'
import { accessRoutes, type AccessNeeds } from './routes.ts'
import { accessRules } from './rules.ts'

export { FirstRun } from './first-run.ts'
export { RightsWords } from './rights-words.ts'
export { lockPerson } from './user-repository.ts'

export const accessModule = (needs: AccessNeeds) =>
  defineModule({
    name: 'access',
    routes: [...accessRoutes(needs), ...peopleRoutes(needs)],
    rules: () => {
      accessRules(needs)
      accessAuditRules(needs.rules)
    },
  })
