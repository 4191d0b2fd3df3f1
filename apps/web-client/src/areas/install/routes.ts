import type { RouteRecordRaw } from 'vue-router'

export const installRoutes: RouteRecordRaw[] = [{ path: '/install', component: () => import('./InstallPage.vue') }]
