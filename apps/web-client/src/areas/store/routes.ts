import type { RouteRecordRaw } from 'vue-router'
import { deviceRoutes } from './devices/routes.ts'

const pages: RouteRecordRaw[] = [
  {
    path: 'approvals',
    name: 'store-approvals',
    component: () => import('./approvals/ApprovalsPage.vue'),
    meta: { menu: 'approvals' },
  },
  {
    path: 'customers',
    name: 'store-customers',
    component: () => import('./customers/CustomersPage.vue'),
    meta: { menu: 'customers' },
  },
  { path: 'staff', name: 'store-staff', component: () => import('./staff/StaffPage.vue'), meta: { menu: 'staff' } },
  ...deviceRoutes,
  { path: 'sync', name: 'store-sync', component: () => import('./sync/SyncPage.vue'), meta: { menu: 'sync' } },
  {
    path: 'drills',
    name: 'store-drills',
    component: () => import('./drills/DrillsPage.vue'),
    meta: { menu: 'drills' },
  },
  {
    path: 'sessions',
    name: 'store-sessions',
    component: () => import('./sessions/SessionsPage.vue'),
    meta: { menu: 'sessions' },
  },
  {
    path: 'certificates',
    name: 'store-certificates',
    component: () => import('./certificates/CertificatesPage.vue'),
    meta: { menu: 'certificates' },
  },
  { path: 'audit', name: 'store-audit', component: () => import('./audit/AuditPage.vue'), meta: { menu: 'audit' } },
]

export const storeAreaRoutes: RouteRecordRaw[] = [
  {
    path: '/store',
    component: () => import('./StoreArea.vue'),
    children: [
      { path: '', component: () => import('./FirstPage.vue') },
      ...pages,
      { path: ':rest(.*)*', component: () => import('../../back-office/frame/NoSuchPage.vue') },
    ],
  },
]
