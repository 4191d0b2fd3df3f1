import type { Awaitable, Unit } from '@pos/core'
import type { EventId, LineageId, PushEvent, StoreId } from '@pos/shared-types'

/** An event whose text was read and found well-formed. `payload` stays the exact text, `fact` is what it says. */
export type ReceivedEvent<Fact> = PushEvent & { readonly lineage: LineageId; readonly fact: Fact }

/** Makes the text of one schema into the text of the next; the event keeps the bytes it came in. */
export type UpCaster = (payload: string) => string | undefined

/** Findings on accepted events, by event: codes for the sync centre. Events without findings are left out. */
export type Findings = ReadonlyMap<EventId, readonly string[]>

/**
 * What a node does with one type of event in one schema. Its functions are methods, so that handlers of different facts
 * stand in one list: what `read` made is handed to the same handler's `storeOf` and `apply`.
 */
export interface EventHandler<Tx, Fact = unknown> {
  readonly type: string
  readonly schema: number
  /**
   * What payloads of schemas that nobody makes any more say in the words of the next schema, by their schema. They are
   * kept for ever: events are legal records, and a till may come back after years. A payload that is malformed gives
   * undefined.
   */
  readonly older?: ReadonlyMap<number, UpCaster> | undefined
  /** Reads a payload; undefined when it is malformed, which parks the event. Pure: it runs outside the transaction. */
  read(payload: string): Fact | undefined
  /** The store the fact says it belongs to. It must be the caller's. */
  storeOf(fact: Fact): StoreId
  /**
   * Whether the act of this event is known already, although its bytes are others: a peer that was restored wrote it down
   * anew. Only asked when the event id is known; without it other bytes are another act.
   */
  isKnown?(unit: Unit<Tx>, event: ReceivedEvent<Fact>): Awaitable<boolean>
  /**
   * Writes the effects of all `events`, in order, by as few statements as it can. A throw means that not all of them
   * can be applied; they are then tried one by one, so it must be safe to run again after a rollback.
   */
  apply(unit: Unit<Tx>, events: readonly ReceivedEvent<Fact>[]): Awaitable<Findings | void>
}

/** Names the fact of a handler where it is written into a list, so that its functions are checked against it. */
export function anyFact<Tx, Fact>(handler: EventHandler<Tx, Fact>): EventHandler<Tx> {
  return handler
}
