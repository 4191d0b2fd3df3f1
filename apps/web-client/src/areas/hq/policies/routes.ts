import type { RouteRecordRaw } from 'vue-router'

export const policyRoutes: RouteRecordRaw[] = [
  {
    path: 'people/policies',
    name: 'hq-policies',
    component: () => import('./PoliciesPage.vue'),
    meta: { menu: 'policies' },
  },
  {
    path: 'people/policies/new',
    name: 'hq-policy-new',
    component: () => import('./PolicyPage.vue'),
    meta: { menu: 'policies', crumb: 'policies.newTitle' },
  },
  {
    path: 'people/policies/:id',
    name: 'hq-policy',
    component: () => import('./PolicyPage.vue'),
    props: true,
    meta: { menu: 'policies', crumb: 'policies.crumb' },
  },
  {
    path: 'people/approvals/new',
    name: 'hq-approval-new',
    component: () => import('./ApprovalPage.vue'),
    meta: { menu: 'policies', crumb: 'policies.newApprovalTitle' },
  },
  {
    path: 'people/approvals/:id',
    name: 'hq-approval',
    component: () => import('./ApprovalPage.vue'),
    props: true,
    meta: { menu: 'policies', crumb: 'policies.approvalCrumb' },
  },
]
