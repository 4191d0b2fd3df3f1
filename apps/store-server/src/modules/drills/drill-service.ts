import { DomainError, type Unit } from '@pos/core'
import type { StoreTx } from '@pos/db'
import { recordAudit } from '@pos/server-kit'
import type { BodyOf, DrillId, DrillRow, startDrill as startCommand, UserId } from '@pos/shared-types'
import { findDrill, insertDrill, openDrill, rowOf } from '../../drills/drill-repository.ts'
import { endInBook } from '../../drills/finish-drill.ts'
import { identityOrRefuse } from '../../identity.ts'
import type { StoreNeeds } from '../../needs.ts'

const MINUTE_MS = 60_000

/** @throws DomainError DRILL_RUNNING while another has no report yet */
export function startDrill(
  unit: Unit<StoreTx>,
  { ids, identity }: Pick<StoreNeeds, 'ids' | 'identity'>,
  userId: UserId,
  { link, minutes }: BodyOf<typeof startCommand>,
): DrillRow {
  if (openDrill(unit.tx) !== undefined) throw new DomainError('DRILL_RUNNING')
  const { storeId } = identityOrRefuse(identity())
  const [startedAt, endsAt] = [unit.at, unit.at + minutes * MINUTE_MS]
  const drill = insertDrill(unit, { id: ids.next(), storeId, link, startedAt, startedById: userId, endsAt })
  recordAudit(unit, {
    category: 'sync',
    action: 'drills.start',
    entity: 'drill',
    entityId: drill.id,
    after: { link, minutes },
  })
  return rowOf(unit.tx, drill)
}

/** @throws DomainError NOT_FOUND, or DRILL_OVER when it ended before */
export function endDrill(unit: Unit<StoreTx>, id: DrillId, userId: UserId): DrillRow {
  const drill = findDrill(unit.tx, id)
  if (drill === undefined) throw new DomainError('NOT_FOUND')
  if (!endInBook(unit, drill, 'person', unit.at, userId)) throw new DomainError('DRILL_OVER')
  return rowOf(unit.tx, findDrill(unit.tx, id) ?? drill)
}
