import type { Route } from './handle.ts'

/** One part of a server: what it answers, which rules it adds, what it sends and takes by sync. */
export type ServerModule = {
  readonly name: string
  readonly routes?: readonly Route[]
  /** Registers the module's rules. Called once, in the order of modules, before the server starts. */
  readonly rules?: () => void
  /** The module's sync handlers, for the app to collect. */
  readonly sync?: readonly unknown[]
}

/**
 * The one door of a module. What it needs are parameters of the function that calls this.
 *
 * @example
 * export const salesModule = (needs: SalesNeeds) =>
 *   defineModule({ name: 'sales', routes: salesRoutes(needs), rules: () => salesRules(needs.rules) })
 */
export function defineModule<const M extends ServerModule>(module: M): M {
  return module
}
