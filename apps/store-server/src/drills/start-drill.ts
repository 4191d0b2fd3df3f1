import { DomainError, type Unit } from '@pos/core'
import type { StoreTx } from '@pos/db'
import { recordAudit } from '@pos/server-kit'
import type { DrillLink, DrillRow, UserId } from '@pos/shared-types'
import { identityOrRefuse } from '../identity.ts'
import type { StoreNeeds } from '../needs.ts'
import { insertDrill, openDrill, rowOf, type Drill } from './drill-repository.ts'

const MINUTE_MS = 60_000

export type DrillPlan = Pick<Drill, 'id'> & {
  readonly startedById: UserId
  readonly link: DrillLink
  readonly minutes: number
}

/** @throws DomainError DRILL_RUNNING while another has no report yet */
export function startDrill(
  unit: Unit<StoreTx>,
  { identity }: Pick<StoreNeeds, 'identity'>,
  { id, startedById, link, minutes }: DrillPlan,
): DrillRow {
  if (openDrill(unit.tx) !== undefined) throw new DomainError('DRILL_RUNNING')
  const { storeId } = identityOrRefuse(identity())
  const [startedAt, endsAt] = [unit.at, unit.at + minutes * MINUTE_MS]
  const drill = insertDrill(unit, { id, storeId, link, startedAt, startedById, endsAt })
  recordAudit(unit, {
    category: 'sync',
    action: 'drills.start',
    entity: 'drill',
    entityId: drill.id,
    after: { link, minutes },
  })
  return rowOf(unit.tx, drill)
}
