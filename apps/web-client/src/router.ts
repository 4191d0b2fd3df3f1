import { createRouter, createWebHistory, type Router } from 'vue-router'
import { homePath, rememberArea } from './app/home.ts'
import { hqRoutes } from './areas/hq/routes.ts'
import { tillRoutes } from './areas/till/routes.ts'

/** The pages of every area; an area is loaded when it is first entered. */
export function createPages(): Router {
  const routes = [{ path: '/', redirect: homePath }, ...tillRoutes, ...hqRoutes]
  const router = createRouter({ history: createWebHistory(), routes })
  router.afterEach(({ path, matched }) => matched.length > 0 && rememberArea(path))
  return router
}
