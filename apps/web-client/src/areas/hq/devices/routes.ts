import type { RouteRecordRaw } from 'vue-router'

export const deviceRoutes: RouteRecordRaw[] = [
  { path: 'devices', name: 'hq-devices', component: () => import('./DevicesPage.vue'), meta: { menu: 'devices' } },
]
