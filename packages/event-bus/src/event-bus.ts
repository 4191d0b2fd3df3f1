import { assert, type Awaitable, type DomainEvent } from '@pos/core'
import type { EventMap, EventName, EventOf } from './event-map.ts'
import type { EventLog } from './log.ts'
import { Subscriber } from './subscriber.ts'

/** `module.verb`, as in `receipts.mail`. */
export type SubscriberId = `${string}.${string}`

/**
 * Tells facts to subscribers in this process, after the commit. A subscriber gets its events one at a time in the
 * order of publishing; subscribers do not wait for one another, and nobody waits for them.
 */
export interface EventBus<Events extends EventMap> {
  /**
   * @throws InvariantError when the id is taken
   * @example events.on('sale:completed', 'receipts.mail', ({ payload }) => mailReceipt(payload.saleId))
   */
  on<Name extends EventName<Events>>(
    names: Name | readonly Name[],
    subscriberId: SubscriberId,
    handler: (event: EventOf<Events, Name>) => Awaitable<void>,
  ): void
  /** Hands events over and returns before any handler runs. Events without a subscriber are forgotten. */
  publish(events: readonly DomainEvent[]): void
  /** Resolves when every event published so far, and whatever its handlers published, has been handled. */
  drain(): Promise<void>
}

export type EventBusOptions = { readonly log: EventLog }

/**
 * A bus of one app. What a handler throws goes to the log with the subscriber's id and the name of the event, without
 * the payload, and hinders no other subscriber.
 */
export function createEventBus<Events extends EventMap>({ log }: EventBusOptions): EventBus<Events> {
  const subscribers = new Map<SubscriberId, Subscriber>()
  const byName = new Map<string, Subscriber[]>()

  return {
    on(names, subscriberId, handler) {
      assert(!subscribers.has(subscriberId), `two subscribers are called ${subscriberId}`)
      const subscriber = new Subscriber(subscriberId, handler as (event: DomainEvent) => Awaitable<void>, log)
      subscribers.set(subscriberId, subscriber)
      for (const name of new Set(typeof names === 'string' ? [names] : names)) {
        byName.set(name, [...(byName.get(name) ?? []), subscriber])
      }
    },
    publish(events) {
      for (const event of events) byName.get(event.name)?.forEach((subscriber) => subscriber.tell(event))
    },
    async drain() {
      const isBusy = () => [...subscribers.values()].some((subscriber) => subscriber.isBusy)
      while (isBusy()) await Promise.all([...subscribers.values()].map((subscriber) => subscriber.idle()))
    },
  }
}
