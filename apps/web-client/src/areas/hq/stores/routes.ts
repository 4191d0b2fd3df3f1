import type { RouteRecordRaw } from 'vue-router'

export const storeRoutes: RouteRecordRaw[] = [
  { path: 'stores', name: 'hq-stores', component: () => import('./StoresPage.vue'), meta: { menu: 'stores' } },
  {
    path: 'stores/new',
    name: 'hq-store-new',
    component: () => import('./NewStorePage.vue'),
    meta: { menu: 'stores', crumb: 'hq.store.newTitle' },
  },
  {
    path: 'stores/:id',
    name: 'hq-store',
    component: () => import('./StorePage.vue'),
    props: true,
    meta: { menu: 'stores', crumb: 'hq.store.crumb' },
  },
]
