import type { RouteRecordRaw } from 'vue-router'
import { dashboardRoutes } from './dashboard/routes.ts'
import type { MenuId } from './menu.ts'
import { productRoutes } from './products/routes.ts'
import { reportRoutes } from './reports/routes.ts'
import { saleRoutes } from './sales/routes.ts'
import { storeRoutes } from './stores/routes.ts'

declare module 'vue-router' {
  interface RouteMeta {
    /** The entry of head office's menu that a page belongs to. */
    menu?: MenuId
    /** The key of a page's own name, where it stands below the entry, such as `hq.product.newTitle`. */
    crumb?: string
  }
}

export const hqRoutes: RouteRecordRaw[] = [
  {
    path: '/hq',
    component: () => import('./HqArea.vue'),
    children: [
      ...dashboardRoutes,
      ...productRoutes,
      ...saleRoutes,
      ...storeRoutes,
      ...reportRoutes,
      { path: ':rest(.*)*', component: () => import('./frame/NoSuchPage.vue') },
    ],
  },
]
