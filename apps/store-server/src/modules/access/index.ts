import { defineModule } from '@pos/server-kit'
import { accessRoutes, type AccessNeeds } from './routes.ts'

export { setPin } from './pin-service.ts'

export const accessModule = (needs: AccessNeeds) => defineModule({ name: 'access', routes: accessRoutes(needs) })
