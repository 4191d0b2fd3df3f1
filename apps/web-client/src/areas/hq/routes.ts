import type { RouteRecordRaw } from 'vue-router'
import { approvalRoutes } from './approvals/routes.ts'
import { auditRoutes } from './audit/routes.ts'
import { customerRoutes } from './customers/routes.ts'
import { dashboardRoutes } from './dashboard/routes.ts'
import { deviceRoutes } from './devices/routes.ts'
import { peopleRoutes } from './people/routes.ts'
import { policyRoutes } from './policies/routes.ts'
import { productRoutes } from './products/routes.ts'
import { reportRoutes } from './reports/routes.ts'
import { roleRoutes } from './roles/routes.ts'
import { saleRoutes } from './sales/routes.ts'
import { securityRoutes } from './security/routes.ts'
import { storeRoutes } from './stores/routes.ts'
import { syncRoutes } from './sync/routes.ts'

export const hqRoutes: RouteRecordRaw[] = [
  {
    path: '/hq',
    component: () => import('./HqArea.vue'),
    children: [
      ...dashboardRoutes,
      ...productRoutes,
      ...saleRoutes,
      ...customerRoutes,
      ...storeRoutes,
      ...deviceRoutes,
      ...syncRoutes,
      ...reportRoutes,
      ...peopleRoutes,
      ...roleRoutes,
      ...policyRoutes,
      ...approvalRoutes,
      ...auditRoutes,
      ...securityRoutes,
      { path: ':rest(.*)*', component: () => import('../../back-office/frame/NoSuchPage.vue') },
    ],
  },
]
