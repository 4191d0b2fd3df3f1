import type { RouteRecordRaw } from 'vue-router'

export const auditRoutes: RouteRecordRaw[] = [
  { path: 'audit', name: 'hq-audit', component: () => import('./AuditPage.vue'), meta: { menu: 'audit' } },
]
