import type { RouteRecordRaw } from 'vue-router'

export const reportRoutes: RouteRecordRaw[] = [
  { path: 'reports', redirect: '/hq/reports/sales-by-day' },
  {
    path: 'reports/:code',
    name: 'hq-report',
    component: () => import('./ReportPage.vue'),
    props: true,
    meta: { menu: 'reports' },
  },
]
