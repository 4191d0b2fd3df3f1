import type { EventId, PushBatch, PushEvent, StoreId } from '@pos/shared-types'
import type { EventHandler, ReceivedEvent } from './event-handler.ts'
import type { Sha256 } from './ports.ts'

/** An event that no transaction can help: its bytes, type or owner are wrong. */
export type Unreadable = { readonly event: PushEvent; readonly code: string; readonly detail: string }

export type ReadBatch<Tx> = {
  readonly readable: readonly Readable<Tx>[]
  readonly unreadable: readonly Unreadable[]
}
export type Readable<Tx> = { readonly received: ReceivedEvent<unknown>; readonly handler: EventHandler<Tx> }

export type HandlerTable<Tx> = ReadonlyMap<string, EventHandler<Tx>>
const handlerKey = (type: string, schema: number) => `${type} ${schema}`

/**
 * The handlers by type and schema.
 *
 * @throws Error when two handle the same
 */
export function handlerTable<Tx>(handlers: readonly EventHandler<Tx>[]): HandlerTable<Tx> {
  const table = new Map(handlers.map((handler) => [handlerKey(handler.type, handler.schema), handler]))
  if (table.size < handlers.length) throw new Error('two handlers for one type and schema of event')
  return table
}

/** Checks hashes, finds handlers and reads payloads, before any transaction is open. */
export function readEvents<Tx>(
  batch: PushBatch,
  storeId: StoreId,
  table: HandlerTable<Tx>,
  sha256: Sha256,
): ReadBatch<Tx> {
  const readable: Readable<Tx>[] = []
  const unreadable: Unreadable[] = []
  const seen = new Set<EventId>()
  for (const event of batch.events) {
    if (seen.has(event.eventId)) continue
    seen.add(event.eventId)
    const handler = table.get(handlerKey(event.type, event.schema))
    const fact = handler?.read(event.payload)
    const wrong = (code: string, detail: string) => unreadable.push({ event, code, detail })
    if (sha256(event.payload) !== event.sha256) wrong('VALIDATION_FAILED', 'the hash does not fit the bytes')
    else if (handler === undefined) wrong('VALIDATION_FAILED', `no handler for ${event.type} schema ${event.schema}`)
    else if (fact === undefined) wrong('VALIDATION_FAILED', 'the payload is malformed')
    else if (handler.storeOf(fact) !== storeId) wrong('SYNC_NOT_YOURS', 'the fact names another store')
    else readable.push({ received: { ...event, lineage: batch.lineage, fact }, handler })
  }
  return { readable, unreadable }
}
