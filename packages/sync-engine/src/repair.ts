import { DomainError, type Unit } from '@pos/core'
import type { LineageId, PushEvent } from '@pos/shared-types'
import { aggregateOf } from './aggregate-order.ts'
import { briefly } from './briefly.ts'
import type { EventHandler } from './event-handler.ts'
import { aggregateKey, type HeadMove, type IngestStore } from './ingest-store.ts'
import type { Sha256 } from './ports.ts'
import { handlerTable, readEvents, type HandlerTable, type Readable } from './read-events.ts'

export type RepairOptions<Tx> = {
  readonly store: IngestStore<Tx>
  readonly handlers: readonly EventHandler<Tx>[]
  readonly sha256: Sha256
}

/** An event as it was kept: its text, and the hash its sender gave for it. */
export type ParkedEvent = { readonly lineage: LineageId; readonly event: PushEvent }

export type ParkReason = { readonly code: string; readonly detail: string }

/** The event cannot be taken today either. Nothing of the try may stay: the caller's unit is rolled back by it. */
export class StillParked extends DomainError {
  readonly reason: ParkReason

  constructor(reason: ParkReason) {
    super('SYNC_STILL_PARKED', { code: reason.code })
    this.reason = reason
  }
}

/**
 * What a person does about a parked event, in the unit of whoever keeps note of it. `unit` is the sender's: of his store,
 * and of nobody's session.
 */
export class Repair<Tx> {
  readonly #store: IngestStore<Tx>
  readonly #handlers: HandlerTable<Tx>
  readonly #sha256: Sha256

  constructor({ store, handlers, sha256 }: RepairOptions<Tx>) {
    this.#store = store
    this.#handlers = handlerTable(handlers)
    this.#sha256 = sha256
  }

  /**
   * Takes a parked event in with the handlers of today, in its place in its aggregate. With a `correction`, that text
   * is what the handlers see; the event keeps the hash its sender knows it by. Answers the findings.
   *
   * @throws StillParked with today's reason
   * @throws DomainError SYNC_BLOCKED when what comes before it in its aggregate is not here
   */
  async take(unit: Unit<Tx>, { lineage, event }: ParkedEvent, correction?: string): Promise<readonly string[]> {
    const { received, handler } = this.#read(unit, lineage, event, correction)
    const move = await this.#place(unit, event)
    if (move === undefined) throw reused()
    if (!(await this.#store.settle(unit, lineage, event, 'applied'))) throw reused()
    const found = await this.#apply(unit, handler, received)
    const codes = correction === undefined ? found : ['SYNC_CORRECTED', ...found]
    if (codes.length > 0) await this.#store.flag(unit, new Map([[event.eventId, codes]]))
    await this.#store.advance(unit, [move])
    return codes
  }

  /**
   * Gives an event up: it has no effect, and what waits behind it goes on.
   *
   * @throws DomainError SYNC_BLOCKED when what comes before it in its aggregate is not here
   */
  async discard(unit: Unit<Tx>, { lineage, event }: ParkedEvent): Promise<void> {
    const move = await this.#place(unit, event)
    await this.#store.settle(unit, lineage, event, 'accepted_flagged', ['SYNC_DISCARDED'])
    if (move !== undefined) await this.#store.advance(unit, [move])
  }

  #read(unit: Unit<Tx>, lineage: LineageId, event: PushEvent, correction: string | undefined): Readable<Tx> {
    if (unit.storeId === undefined) throw new DomainError('SYNC_NOT_YOURS')
    const shown = correction === undefined ? event : { ...event, payload: correction, sha256: this.#sha256(correction) }
    const { readable, unreadable } = readEvents(
      { lineage, events: [shown] },
      unit.storeId,
      this.#handlers,
      this.#sha256,
    )
    const [whole] = readable
    if (whole === undefined) throw new StillParked(unreadable[0] ?? { code: 'INTERNAL', detail: '' })
    return whole
  }

  async #apply(
    unit: Unit<Tx>,
    handler: EventHandler<Tx>,
    received: Readable<Tx>['received'],
  ): Promise<readonly string[]> {
    try {
      return (await handler.apply(unit, [received]))?.get(received.eventId) ?? []
    } catch (error) {
      if (this.#store.isTransient(error)) throw error
      if (error instanceof DomainError)
        throw new StillParked({ code: error.code, detail: JSON.stringify(error.params) })
      throw new StillParked({ code: 'INTERNAL', detail: briefly(error) })
    }
  }

  /** How its aggregate moves; undefined when another event stands in its place. */
  async #place(unit: Unit<Tx>, event: PushEvent): Promise<HeadMove | undefined> {
    const aggregate = aggregateOf(event)
    const head = (await this.#store.heads(unit, [aggregate])).get(aggregateKey(aggregate))
    const from = head?.lastSeq ?? 0
    if (event.aggregateSeq > from + 1) throw new DomainError('SYNC_BLOCKED')
    return event.aggregateSeq === from + 1 ? { aggregate, from, to: event.aggregateSeq } : undefined
  }
}

/** @throws Error when two handlers claim the same type and schema */
export function createRepair<Tx>(options: RepairOptions<Tx>): Repair<Tx> {
  return new Repair(options)
}

function reused(): StillParked {
  return new StillParked({ code: 'SYNC_KEY_REUSED', detail: 'its id or its place belongs to another event' })
}
