import type { Unit } from '@pos/core'
import { anyOf, type HqTx } from '@pos/db'
import type {
  DrillRecord,
  DrillRow,
  listDrills as listCommand,
  QueryOf,
  RegisterId,
  TenantId,
  UserId,
} from '@pos/shared-types'
import { sql } from 'drizzle-orm'

/** A report is told once; told again it stays as it was. */
export async function insertDrill({ tx, tenantId }: Unit<HqTx>, drill: DrillRecord): Promise<void> {
  const at = (instant: number) => tx.fragments.instant(instant)
  await tx.query(sql`
    insert into outage_drills (tenant_id, id, store_id, link, started_at, started_by_id, ends_at, ended_at, ended_by,
      ended_by_id, findings)
    values (${tenantId}, ${drill.id}, ${drill.storeId}, ${drill.link}, ${at(drill.startedAt)}, ${drill.startedById},
      ${at(drill.endsAt)}, ${at(drill.endedAt)}, ${drill.endedBy}, ${drill.endedById},
      ${JSON.stringify(drill.findings)}::jsonb)
    on conflict do nothing`)
}

/** What stores have told of their drills, newest first. */
export async function listDrills(
  tx: HqTx,
  tenantId: TenantId,
  { storeId, limit = 20 }: QueryOf<typeof listCommand>,
): Promise<DrillRow[]> {
  const ofStore = storeId === undefined ? sql`` : sql`and d.store_id = ${storeId}`
  return await tx.query<DrillRow>(sql`
    select d.id, d.store_id as "storeId", d.link, d.started_at as "startedAt", d.started_by_id as "startedById",
      u.display_name as "startedByName", d.ends_at as "endsAt", d.ended_at as "endedAt", d.ended_by as "endedBy",
      d.ended_by_id as "endedById", d.findings
    from outage_drills d left join users u on u.tenant_id = d.tenant_id and u.id = d.started_by_id
    where d.tenant_id = ${tenantId} ${ofStore} order by d.started_at desc, d.id desc limit ${limit}`)
}

export async function nameOfUser(tx: HqTx, tenantId: TenantId, id: UserId): Promise<string | null> {
  const [user] = await tx.query<{ name: string }>(sql`
    select display_name as name from users where tenant_id = ${tenantId} and id = ${id}`)
  return user?.name ?? null
}

/** The registers that the reports name. */
export async function registersIn(tx: HqTx, tenantId: TenantId, drills: readonly DrillRow[]) {
  const ids = drills.flatMap(({ findings }) => findings?.sales.registers.map(({ registerId }) => registerId) ?? [])
  return await tx.query<{
    id: RegisterId
    name: string
  }>(sql`select id, name from registers where tenant_id = ${tenantId}
    and id = ${anyOf('uuid', [...new Set(ids)])}`)
}
