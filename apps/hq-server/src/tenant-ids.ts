import type { Instant, TenantId } from '@pos/shared-types'
import type { UnitOfWork } from '@pos/core'
import type { HqTx } from '@pos/db'
import { NO_TENANT } from '@pos/server-kit'
import { sql } from 'drizzle-orm'

/** Every company of the installation, for what the server does by itself. */
export async function readTenantIds(
  unitOfWork: Pick<UnitOfWork<HqTx>, 'read'>,
  correlationId: string,
  at: Instant,
): Promise<readonly TenantId[]> {
  const ctx = { tenantId: NO_TENANT, appContext: 'system', correlationId, at } as const
  const rows = await unitOfWork.read(ctx, (tx) => tx.query<{ id: TenantId }>(sql`select tenant_ids() as id`))
  return rows.map(({ id }) => id)
}
