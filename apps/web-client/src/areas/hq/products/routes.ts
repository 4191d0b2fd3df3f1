import type { RouteRecordRaw } from 'vue-router'

export const productRoutes: RouteRecordRaw[] = [
  { path: 'catalogue', redirect: '/hq/catalogue/products' },
  {
    path: 'catalogue/products',
    name: 'hq-products',
    component: () => import('./ProductsPage.vue'),
    meta: { menu: 'products' },
  },
  {
    path: 'catalogue/products/new',
    name: 'hq-product-new',
    component: () => import('./NewProductPage.vue'),
    meta: { menu: 'products', crumb: 'hq.product.newTitle' },
  },
  {
    path: 'catalogue/products/:id',
    name: 'hq-product',
    component: () => import('./ProductPage.vue'),
    props: true,
    meta: { menu: 'products', crumb: 'hq.product.crumb' },
  },
]
