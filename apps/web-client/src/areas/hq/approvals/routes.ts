import type { RouteRecordRaw } from 'vue-router'

export const approvalRoutes: RouteRecordRaw[] = [
  {
    path: 'approvals',
    name: 'hq-approvals',
    component: () => import('./ApprovalsPage.vue'),
    meta: { menu: 'approvals' },
  },
]
