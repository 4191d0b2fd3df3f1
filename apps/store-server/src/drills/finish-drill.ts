import type { Unit } from '@pos/core'
import type { StoreTx } from '@pos/db'
import { recordAudit } from '@pos/server-kit'
import type { DrillEnd, DrillFindings, DrillRecord, Instant, UserId } from '@pos/shared-types'
import { identityOrRefuse } from '../identity.ts'
import type { StoreNeeds } from '../needs.ts'
import { addToOutbox } from '../outbox.ts'
import { storeEnd, storeFindings, type Drill, type EndedDrill } from './drill-repository.ts'

type Needs = Pick<StoreNeeds, 'ids' | 'identity' | 'mark'>

/** Ends a drill in the book; false when it had ended before. */
export function endInBook(
  unit: Unit<StoreTx>,
  { id, link }: Pick<Drill, 'id' | 'link'>,
  by: DrillEnd,
  at: Instant,
  byId: UserId | null = null,
): boolean {
  if (!storeEnd(unit.tx, id, by, at, byId)) return false
  recordAudit(unit, {
    category: 'sync',
    action: 'drills.end',
    entity: 'drill',
    entityId: id,
    before: { link },
    after: { endedBy: by },
  })
  return true
}

/** Writes the report of a drill and tells head office; once, however often it is called. */
export function reportInBook(unit: Unit<StoreTx>, needs: Needs, drill: EndedDrill, findings: DrillFindings): void {
  if (!storeFindings(unit.tx, drill.id, findings)) return
  const record: DrillRecord = { ...drill, findings }
  addToOutbox(unit, identityOrRefuse(needs.identity()).lineage, {
    eventId: needs.ids.next(),
    type: 'drill.finished',
    aggregateType: 'drill',
    aggregateId: drill.id,
    aggregateSeq: 1,
    hlc: needs.mark(unit.at),
    payload: JSON.stringify(record),
  })
}
