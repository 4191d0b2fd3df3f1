import type { Unit } from '@pos/core'
import type { HqTx } from '@pos/db'
import { factReader, recordAudit } from '@pos/server-kit'
import { LineageStartedFact } from '@pos/shared-types'
import { anyFact, type EventHandler } from '@pos/sync-engine'
import { sql } from 'drizzle-orm'

/** Takes the word of a store that its database is not what it was, so that what follows has its explanation. */
export function lineageIngest(): EventHandler<HqTx> {
  return anyFact<HqTx, LineageStartedFact>({
    type: 'device.lineage_started',
    schema: 1,
    read: factReader(LineageStartedFact),
    storeOf: (fact) => fact.storeId,
    apply: async (unit, events) => {
      for (const { fact } of events) await record(unit, fact)
    },
  })
}

async function record(unit: Unit<HqTx>, started: LineageStartedFact): Promise<void> {
  const { tx, tenantId } = unit
  const { id, storeId, deviceId, reason, startedAt, replaces, lastSeq } = started
  const at = tx.fragments.instant(startedAt)
  await tx.query(sql`
    insert into lineages as l (tenant_id, id, store_id, device_id, reason, started_at, last_seq)
    values (${tenantId}, ${id}, ${storeId}, ${deviceId}, ${reason}, ${at}, 0)
    on conflict (tenant_id, id) do update set reason = excluded.reason, started_at = excluded.started_at
    where l.store_id = excluded.store_id`)
  await tx.query(sql`
    update lineages set ended_at = ${at}, last_seq = ${lastSeq}
    where tenant_id = ${tenantId} and id = ${replaces} and store_id = ${storeId}`)
  await recordAudit(unit, {
    category: 'sync',
    action: 'lineages.start',
    entity: 'lineage',
    entityId: id,
    before: { lineage: replaces, lastSeq },
    after: { lineage: id, reason },
    occurredAt: startedAt,
  })
  unit.emitAfterCommit({ name: 'lineage:started', payload: { storeId, lineage: id, replaces, reason } })
}
