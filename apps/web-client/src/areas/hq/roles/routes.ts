import type { RouteRecordRaw } from 'vue-router'

export const roleRoutes: RouteRecordRaw[] = [
  {
    path: 'people/roles',
    name: 'hq-roles',
    component: () => import('./RolesPage.vue'),
    meta: { menu: 'roles' },
  },
  {
    path: 'people/roles/new',
    name: 'hq-role-new',
    component: () => import('./NewRolePage.vue'),
    // The id of the role that is copied.
    props: ({ query }) => ({ from: typeof query['from'] === 'string' ? query['from'] : undefined }),
    meta: { menu: 'roles', crumb: 'roles.newTitle' },
  },
  {
    path: 'people/roles/:id',
    name: 'hq-role',
    component: () => import('./RolePage.vue'),
    props: true,
    meta: { menu: 'roles', crumb: 'roles.crumb' },
  },
]
