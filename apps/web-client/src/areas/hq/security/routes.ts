import type { RouteRecordRaw } from 'vue-router'

export const securityRoutes: RouteRecordRaw[] = [
  {
    path: 'security',
    name: 'hq-security',
    component: () => import('./SecurityPage.vue'),
    meta: { menu: 'security' },
  },
  {
    path: 'sessions',
    name: 'hq-sessions',
    component: () => import('./SessionsPage.vue'),
    meta: { menu: 'sessions' },
  },
]
