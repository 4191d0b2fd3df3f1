import { createRouter, createWebHistory, type Router } from 'vue-router'
import { homePath, rememberArea } from './app/home.ts'
import type { HqMenuId } from './areas/hq/menu.ts'
import { hqRoutes } from './areas/hq/routes.ts'
import { installRoutes } from './areas/install/routes.ts'
import type { StoreMenuId } from './areas/store/menu.ts'
import { storeAreaRoutes } from './areas/store/routes.ts'
import { tillRoutes } from './areas/till/routes.ts'

declare module 'vue-router' {
  interface RouteMeta {
    /** The entry of its area's menu that a page belongs to. */
    menu?: HqMenuId | StoreMenuId
    /** The key of a page's own name, where it stands below the entry, such as `hq.product.newTitle`. */
    crumb?: string
  }
}

/** The pages of every area; an area is loaded when it is first entered. */
export function createPages(): Router {
  const routes = [{ path: '/', redirect: homePath }, ...tillRoutes, ...storeAreaRoutes, ...installRoutes, ...hqRoutes]
  const router = createRouter({ history: createWebHistory(), routes })
  router.afterEach(({ path, matched }) => matched.length > 0 && rememberArea(path))
  return router
}
