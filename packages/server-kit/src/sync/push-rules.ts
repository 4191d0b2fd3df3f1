import { assert, type Awaitable, type Unit } from '@pos/core'
import type { Action, Finding } from '@pos/rule-engine'
import type { EventId } from '@pos/shared-types'
import type { EventHandler, Findings, ReceivedEvent } from '@pos/sync-engine'

/** What events are about: the beginning of their types. */
const PUSHED_ENTITIES = [
  'sale',
  'shift',
  'series',
  'approval',
  'audit',
  'customer',
  'device',
  'drill',
  'stock_adjustment',
  'value_allowance',
] as const
type PushedEntity = (typeof PUSHED_ENTITIES)[number]
type Arrived = readonly ReceivedEvent<unknown>[]

/** Rules of `sync:push:<entity>` stand around taking in what neighbours push, in the transaction of its effects. */
export type SyncPushActions = {
  [Entity in PushedEntity as `sync:push:${Entity}`]: { input: Arrived; result: Findings }
}
type SyncPushAction = keyof SyncPushActions

export const SYNC_PUSH_ACTIONS: readonly SyncPushAction[] = PUSHED_ENTITIES.map(
  (entity) => `sync:push:${entity}` as const,
)

/** As far as the rule engine of a server is needed here. */
type PushRules<Tx> = {
  record(
    name: SyncPushAction,
    unit: Unit<Tx>,
    input: Arrived,
    action: Action<Tx, Arrived, Findings>,
  ): Awaitable<Findings>
}

/**
 * Lets the rules of a server stand around its handlers. What arrives has happened: no rule can refuse it, and what one
 * says against it is found on every event of the batch that was handed to it.
 */
export function withPushRules<Tx>(
  rules: PushRules<Tx>,
  handlers: readonly EventHandler<Tx>[],
): readonly EventHandler<Tx>[] {
  return handlers.map((handler) => {
    const name = actionOf(handler.type)
    return {
      ...handler,
      apply: (unit, events) =>
        rules.record(name, unit, events, async (inner, arrived, refusals) =>
          added(await handler.apply(inner, arrived), arrived, refusals),
        ),
    }
  })
}

function actionOf(type: string): SyncPushAction {
  const name = SYNC_PUSH_ACTIONS.find((action) => action === `sync:push:${type.split('.')[0]}`)
  assert(name !== undefined, `no rule can stand around events of the type ${type}`)
  return name
}

function added(found: Findings | void, events: Arrived, refusals: readonly Finding[]): Findings {
  if (refusals.length === 0) return found ?? new Map()
  const codes = refusals.map(({ code }) => code)
  const all = events.map(({ eventId }) => [eventId, [...(found?.get(eventId) ?? []), ...codes]] as const)
  return new Map<EventId, readonly string[]>(all)
}
