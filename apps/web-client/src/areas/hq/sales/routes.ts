import type { RouteRecordRaw } from 'vue-router'

export const saleRoutes: RouteRecordRaw[] = [
  { path: 'sales', name: 'hq-sales', component: () => import('./SalesPage.vue'), meta: { menu: 'sales' } },
  {
    path: 'sales/:id',
    name: 'hq-sale',
    component: () => import('./SalePage.vue'),
    props: true,
    meta: { menu: 'sales', crumb: 'hq.sale.crumb' },
  },
]
