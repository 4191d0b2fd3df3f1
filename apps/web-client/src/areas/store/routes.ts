import type { RouteRecordRaw } from 'vue-router'
import { deviceRoutes } from './devices/routes.ts'

export const storeAreaRoutes: RouteRecordRaw[] = [
  {
    path: '/store',
    component: () => import('./StoreArea.vue'),
    children: [
      { path: '', redirect: { name: 'store-devices' } },
      ...deviceRoutes,
      { path: ':rest(.*)*', component: () => import('../../back-office/frame/NoSuchPage.vue') },
    ],
  },
]
