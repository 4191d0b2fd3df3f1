import type { Unit } from '@pos/core'
import type { StoreTx } from '@pos/db'
import { appendToOutbox, type NewEvent } from '@pos/server-kit'
import type { LineageId } from '@pos/shared-types'

const SCHEMA = 1

type OutgoingEvent = Omit<NewEvent, 'lineage' | 'schema' | 'catalogueVersion'>

/** Sends an event up in this store's lineage, with the version of the catalogue it was made under. */
export function addToOutbox(unit: Unit<StoreTx>, lineage: LineageId, event: OutgoingEvent): void {
  appendToOutbox(unit, { ...event, lineage, schema: SCHEMA, catalogueVersion: unit.tx.catalog.version.version })
}
