import { defineModule } from '@pos/server-kit'
import type { StoreNeeds } from '../../needs.ts'
import { deviceRoutes } from './routes.ts'

export { createEnrolmentCode } from './enrolment-service.ts'

export const devicesModule = (needs: StoreNeeds) => defineModule({ name: 'devices', routes: deviceRoutes(needs) })
