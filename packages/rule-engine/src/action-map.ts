import type { DeepReadonly } from './deep-readonly.ts'

/**
 * Action name to what goes in and what comes out. Each module exports its own map and an app intersects them. A map is
 * a `type`: an interface has no index signature and is refused.
 *
 * @example
 * export type SalesActions = { 'sale:complete': { input: CompleteSale; result: Sale } }
 * type StoreActions = SalesActions & ShiftActions
 */
export type ActionMap = Record<string, { input: unknown; result: unknown }>

export type ActionName<Actions> = Extract<keyof Actions, string>
export type InputOf<Actions extends ActionMap, Name extends keyof Actions> = Actions[Name]['input']
export type ResultOf<Actions extends ActionMap, Name extends keyof Actions> = Actions[Name]['result']
/** What a rule sees of an input: everything, and nothing to change. */
export type SeenInput<Actions extends ActionMap, Name extends keyof Actions> = DeepReadonly<InputOf<Actions, Name>>
export type SeenResult<Actions extends ActionMap, Name extends keyof Actions> = DeepReadonly<ResultOf<Actions, Name>>
