import { createRouter, createWebHistory, type Router } from 'vue-router'
import { tillRoutes } from './areas/till/routes.ts'

/** The pages of every area; an area is loaded when it is first entered. */
export function createPages(): Router {
  return createRouter({ history: createWebHistory(), routes: tillRoutes })
}
