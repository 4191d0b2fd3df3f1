import { join } from 'node:path'
import type { Context } from '@pos/core'
import { openHqDatabase, startEmbeddedPostgres } from '@pos/db'
import { createLog, NO_TENANT, recordAudit, systemClock } from '@pos/server-kit'
import type { TenantId } from '@pos/shared-types'
import { sql } from 'drizzle-orm'
import type { Manifest } from './manifest.ts'

/** Leaves an entry in the audit log of every company of a restored head office: what is missing after it, is explained. */
export async function noteRestore(folder: string, { madeAt, version }: Manifest): Promise<void> {
  const log = createLog({ name: 'restore', level: 'error' })
  const postgres = await startEmbeddedPostgres({ folder: join(folder, 'postgres'), log })
  try {
    const hq = await openHqDatabase({ ...postgres, log })
    const { unitOfWork } = hq
    const context = (tenantId: TenantId): Context => ({
      tenantId,
      appContext: 'system',
      correlationId: 'restore',
      at: systemClock.now(),
    })
    const companies = await unitOfWork.read(context(NO_TENANT), (tx) =>
      tx.query<{ id: TenantId }>(sql`select tenant_ids() as id`),
    )
    for (const { id } of companies) {
      const entry = { category: 'system', action: 'backups.restore', after: { madeAt, version } } as const
      await unitOfWork.write(context(id), 'backups.restore', (unit) => recordAudit(unit, entry))
    }
    await hq.close()
  } finally {
    await postgres.stop()
  }
}
