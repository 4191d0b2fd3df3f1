import type { RouteRecordRaw } from 'vue-router'

export const customerRoutes: RouteRecordRaw[] = [
  {
    path: 'customers',
    name: 'hq-customers',
    component: () => import('./CustomersPage.vue'),
    meta: { menu: 'customers' },
  },
]
