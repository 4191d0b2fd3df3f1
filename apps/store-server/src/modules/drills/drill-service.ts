import { DomainError, type Unit } from '@pos/core'
import type { StoreTx } from '@pos/db'
import type { DrillId, DrillRow, UserId } from '@pos/shared-types'
import { findDrill, rowOf } from '../../drills/drill-repository.ts'
import { endInBook } from '../../drills/finish-drill.ts'

/** @throws DomainError NOT_FOUND, or DRILL_OVER when it ended before */
export function endDrill(unit: Unit<StoreTx>, id: DrillId, userId: UserId): DrillRow {
  const drill = findDrill(unit.tx, id)
  if (drill === undefined) throw new DomainError('NOT_FOUND')
  if (!endInBook(unit, drill, 'person', unit.at, userId)) throw new DomainError('DRILL_OVER')
  return rowOf(unit.tx, findDrill(unit.tx, id) ?? drill)
}
