import type { RouteRecordRaw } from 'vue-router'

export const syncRoutes: RouteRecordRaw[] = [
  { path: 'sync', name: 'hq-sync', component: () => import('./SyncPage.vue'), meta: { menu: 'sync' } },
]
