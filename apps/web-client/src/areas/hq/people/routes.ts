import type { RouteRecordRaw } from 'vue-router'

export const peopleRoutes: RouteRecordRaw[] = [
  { path: 'people', redirect: '/hq/people/users' },
  {
    path: 'people/users',
    name: 'hq-users',
    component: () => import('./UsersPage.vue'),
    meta: { menu: 'users' },
  },
  {
    path: 'people/users/new',
    name: 'hq-user-new',
    component: () => import('./NewUserPage.vue'),
    meta: { menu: 'users', crumb: 'people.newTitle' },
  },
  {
    path: 'people/users/:id',
    name: 'hq-user',
    component: () => import('./UserPage.vue'),
    props: true,
    meta: { menu: 'users', crumb: 'people.crumb' },
  },
]
