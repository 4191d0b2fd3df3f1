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

type Reader<Tx> = { readonly handler: EventHandler<Tx>; readonly read: (payload: string) => unknown }
export type HandlerTable<Tx> = ReadonlyMap<string, Reader<Tx>>
const handlerKey = (type: string, schema: number) => `${type} ${schema}`

/**
 * The handlers by type and by every schema they can read.
 *
 * @throws Error when two handle the same, or a schema has no way to the next
 */
export function handlerTable<Tx>(handlers: readonly EventHandler<Tx>[]): HandlerTable<Tx> {
  const readers = handlers.flatMap(readersOf)
  const table = new Map(readers)
  if (table.size < readers.length) throw new Error('two handlers for one type and schema of event')
  return table
}

function readersOf<Tx>(handler: EventHandler<Tx>): (readonly [key: string, reader: Reader<Tx>])[] {
  const { type, schema, older } = handler
  const schemas = [...(older?.keys() ?? [])].toSorted((a, b) => a - b)
  const first = schema - schemas.length
  if (schemas.some((known, place) => known !== first + place))
    throw new Error(`${type}: a schema below ${schema} cannot be read`)
  return [...schemas, schema].map((from) => {
    const read = (payload: string) => {
      const text = inWordsOf(schema, from, payload, older)
      return text === undefined ? undefined : handler.read(text)
    }
    return [handlerKey(type, from), { handler, read }] as const
  })
}

function inWordsOf(
  schema: number,
  from: number,
  payload: string,
  older: EventHandler<unknown>['older'],
): string | undefined {
  let text: string | undefined = payload
  for (let at = from; at < schema && text !== undefined; at += 1) text = older?.get(at)?.(text)
  return text
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
    const reader = table.get(handlerKey(event.type, event.schema))
    const fact = reader?.read(event.payload)
    const wrong = (code: string, detail: string) => unreadable.push({ event, code, detail })
    if (sha256(event.payload) !== event.sha256) wrong('VALIDATION_FAILED', 'the hash does not fit the bytes')
    else if (reader === undefined) wrong('VALIDATION_FAILED', `no handler for ${event.type} schema ${event.schema}`)
    else if (fact === undefined) wrong('VALIDATION_FAILED', 'the payload is malformed')
    else if (reader.handler.storeOf(fact) !== storeId) wrong('SYNC_NOT_YOURS', 'the fact names another store')
    else readable.push({ received: { ...event, lineage: batch.lineage, fact }, handler: reader.handler })
  }
  return { readable, unreadable }
}
