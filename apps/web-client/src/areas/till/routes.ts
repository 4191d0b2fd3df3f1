import type { RouteRecordRaw } from 'vue-router'

export const tillRoutes: RouteRecordRaw[] = [
  {
    path: '/till',
    component: () => import('./TillArea.vue'),
    children: [
      { path: '', name: 'sell', component: () => import('./views/SellView.vue') },
      { path: 'pay', name: 'pay', component: () => import('./views/PayView.vue') },
      { path: 'sales', name: 'sales', component: () => import('./views/SalesView.vue') },
      { path: 'return', name: 'return', component: () => import('./views/ReturnView.vue') },
      { path: 'shift', name: 'shift', component: () => import('./views/ShiftView.vue') },
    ],
  },
]
