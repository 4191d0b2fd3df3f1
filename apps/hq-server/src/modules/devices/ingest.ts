import type { Unit } from '@pos/core'
import type { HqTx } from '@pos/db'
import { factReader } from '@pos/server-kit'
import { DeviceRecord } from '@pos/shared-types'
import { anyFact, type EventHandler } from '@pos/sync-engine'
import { sql } from 'drizzle-orm'

/** Takes the devices of stores: known here to be seen and revoked, not to speak here. */
export function deviceIngest(): readonly EventHandler<HqTx>[] {
  return [
    anyFact<HqTx, DeviceRecord>({
      type: 'device.changed',
      schema: 1,
      read: factReader(DeviceRecord),
      storeOf: (fact) => fact.storeId,
      apply: async (unit, events) => {
        for (const { fact } of events) await record(unit, fact)
      },
    }),
  ]
}

/** By the clock of the store alone, which wrote both. */
const isAnew = sql`excluded.enrolled_at > d.enrolled_at`

/** What is revoked stays so until the store enrols it anew, and a store changes its own tills only. */
async function record({ tx, tenantId }: Unit<HqTx>, device: DeviceRecord): Promise<void> {
  const at = (instant: number | null) => (instant === null ? null : tx.fragments.instant(instant))
  const key = Buffer.from(device.publicKey, 'base64url')
  await tx.query(sql`
    insert into devices as d (tenant_id, id, store_id, kind, name, platform, public_key, state, enrolled_at, enrolled_by_id,
      revoked_at, storage, app_version, last_seen_at)
    values (${tenantId}, ${device.id}, ${device.storeId}, ${device.kind}, ${device.name}, ${device.platform}, ${key},
      ${device.state}, ${at(device.enrolledAt)}, ${device.enrolledById}, ${at(device.revokedAt)}, ${device.storage},
      ${device.appVersion}, ${at(device.lastSeenAt)})
    on conflict (tenant_id, id) do update set
      state = case when d.state = 'revoked' and not ${isAnew} then d.state else excluded.state end,
      revoked_at = case when ${isAnew} then excluded.revoked_at else coalesce(d.revoked_at, excluded.revoked_at) end,
      name = excluded.name, enrolled_at = greatest(d.enrolled_at, excluded.enrolled_at),
      last_seen_at = greatest(d.last_seen_at, excluded.last_seen_at)
    where d.store_id = excluded.store_id and d.kind <> 'store_server'`)
}
