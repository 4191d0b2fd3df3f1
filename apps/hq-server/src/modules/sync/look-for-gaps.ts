import type { HqTx } from '@pos/db'
import type { Instant, TenantId } from '@pos/shared-types'
import { sql } from 'drizzle-orm'

/** A store that was not heard for longer than this has brought nothing that was not looked at. */
const HEARD_MS = 5 * 60_000

/**
 * Looks how far the events of each lineage are here without a gap. An outbox numbers its events one by one, so a position
 * that is absent below another one is an event that has not come. What is looked at once is not looked at again: it
 * costs what came since, not what there is.
 *
 * The first lineage of a store server begins at 1. A later one begins where its database stood then, and is counted from
 * the first position that came.
 */
export async function lookForGaps(tx: HqTx, tenantId: TenantId, now: Instant): Promise<void> {
  const at = tx.fragments.instant(now)
  const heardSince = tx.fragments.instant(now - HEARD_MS)
  await tx.query(sql`
    with looked_at as materialized (
      select l.id, l.store_id, case
          when r.reached_seq is not null then r.reached_seq
          when exists (select 1 from lineages k where k.tenant_id = l.tenant_id and k.device_id = l.device_id
            and k.id <> l.id and k.started_at < l.started_at) then null
          else 0 end as reached
      from lineages l
      join sync_peers p on p.tenant_id = l.tenant_id and p.peer_kind = 'store' and p.peer_id = l.store_id
      left join received_lineages r on r.tenant_id = l.tenant_id and r.lineage = l.id
      where l.tenant_id = ${tenantId} and (r.missing > 0 or p.last_seen_at >= ${heardSince})),
    here as (
      select a.id, a.reached, h.seq, row_number() over (partition by a.id order by h.seq) as place,
        min(h.seq) over (partition by a.id) as least
      from looked_at a cross join lateral (
        select seq from inbox i where i.tenant_id = ${tenantId} and i.store_id = a.store_id and i.lineage = a.id
          and i.seq > coalesce(a.reached, 0)
        union
        select seq from repeated_positions r where r.tenant_id = ${tenantId} and r.store_id = a.store_id
          and r.lineage = a.id and r.seq > coalesce(a.reached, 0)
        union
        select seq from quarantine q where q.tenant_id = ${tenantId} and q.store_id = a.store_id and q.lineage = a.id
          and q.seq > coalesce(a.reached, 0)) h),
    found as (
      select id, coalesce(reached, least - 1) as before,
        max(seq) filter (where seq = coalesce(reached, least - 1) + place) as reached,
        max(seq) - coalesce(reached, least - 1) - count(*) as missing
      from here group by id, coalesce(reached, least - 1))
    insert into received_lineages as r (tenant_id, lineage, store_id, first_seq, reached_seq, missing, missing_since)
    select ${tenantId}::uuid, f.id, a.store_id, f.before + 1, coalesce(f.reached, f.before), f.missing,
      case when f.missing > 0 then ${at} end
    from found f join looked_at a on a.id = f.id
    on conflict (tenant_id, lineage) do update set reached_seq = excluded.reached_seq, missing = excluded.missing,
      missing_since = case when excluded.missing > 0 then coalesce(r.missing_since, excluded.missing_since) end`)
}
