import type { RouteRecordRaw } from 'vue-router'

export const dashboardRoutes: RouteRecordRaw[] = [
  { path: '', name: 'hq', component: () => import('./DashboardPage.vue'), meta: { menu: 'dashboard' } },
]
