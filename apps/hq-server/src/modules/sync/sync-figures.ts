import type { UnitOfWork } from '@pos/core'
import type { HqTx } from '@pos/db'
import type { SyncFigures } from '@pos/server-kit'
import type { Instant, SyncAlarm } from '@pos/shared-types'
import { storeAlarms } from '@pos/sync-engine'
import { sql } from 'drizzle-orm'
import { readTenantIds } from '../../tenant-ids.ts'
import { readHeardStores } from './heard-stores.ts'

type Row = { readonly pending: number; readonly oldest: Instant | null; readonly quarantined: number }

/** What waits in the stores of all companies, as they last said, and what head office has set aside. */
export async function syncFigures(unitOfWork: UnitOfWork<HqTx>, at: Instant): Promise<SyncFigures> {
  const rows: Row[] = []
  const alarms: SyncAlarm[] = []
  for (const tenantId of await readTenantIds(unitOfWork, 'metrics', at)) {
    const ctx = { tenantId, appContext: 'system', correlationId: 'metrics', at } as const
    const heard = await unitOfWork.read(ctx, (tx) => readHeardStores(tx, tenantId))
    alarms.push(...heard.flatMap((store) => storeAlarms(store, at)))
    const stores = sql`from sync_peers where tenant_id = ${tenantId} and peer_kind = 'store'`
    rows.push(
      ...(await unitOfWork.read(ctx, (tx) =>
        tx.query<Row>(sql`
          select (select coalesce(sum(pending), 0) ${stores}) as pending,
            (select min(oldest_pending_at) ${stores} and pending > 0) as oldest,
            (select count(*) from quarantine where tenant_id = ${tenantId} and state = 'parked') as quarantined`),
      )),
    )
  }
  const oldest = Math.min(at, ...rows.flatMap((row) => row.oldest ?? []))
  return {
    pending: rows.reduce((sum, row) => sum + row.pending, 0),
    oldestPendingMs: at - oldest,
    parked: 0,
    quarantined: rows.reduce((sum, row) => sum + row.quarantined, 0),
    alarms,
  }
}
