import type { Clock, UnitOfWork } from '@pos/core'
import type { HqTx } from '@pos/db'
import type { SyncContact } from '@pos/server-kit'
import type { DeviceId, StoreId, TenantId } from '@pos/shared-types'
import type { Scheduler } from '@pos/sync-engine'
import { sql } from 'drizzle-orm'

const EVERY_MS = 1_000
export const NO_HASH = '00'.repeat(32)

type Heard = {
  readonly tenantId: TenantId
  readonly storeId: StoreId
  readonly peerId: DeviceId
  lastSeenAt: number
  epoch: string | null
  pullVersion: number
  pushLineage: string | null
  pushSeq: number
  /** Undefined until a push has said it: what a store told last stands. */
  pending: number | undefined
  oldestPendingAt: number | null
  appVersion: string | undefined
  schemaHash: string | undefined
  clockOffsetMs: number | undefined
}

/**
 * Notes when each store was heard and how far it is. Written once a second and outside ingest, so that a busy store
 * does not pay for it; a crash forgets a second of it.
 */
export class PeerContacts {
  readonly #unitOfWork: UnitOfWork<HqTx>
  readonly #clock: Clock
  readonly #scheduler: Scheduler
  #heard = new Map<StoreId, Heard>()
  #cancel = () => {}

  constructor(unitOfWork: UnitOfWork<HqTx>, clock: Clock, scheduler: Scheduler) {
    this.#unitOfWork = unitOfWork
    this.#clock = clock
    this.#scheduler = scheduler
    this.#schedule()
  }

  note({ ctx, peerId, pushed, pulled, said }: SyncContact): void {
    if (ctx.storeId === undefined) return
    const before = this.#heard.get(ctx.storeId)
    const isOneLineage = pushed === undefined || pushed.lineage === before?.pushLineage
    this.#heard.set(ctx.storeId, {
      tenantId: ctx.tenantId,
      storeId: ctx.storeId,
      peerId,
      lastSeenAt: this.#clock.now(),
      epoch: pulled?.epoch ?? before?.epoch ?? null,
      pullVersion: pulled?.version ?? before?.pullVersion ?? 0,
      pushLineage: pushed?.lineage ?? before?.pushLineage ?? null,
      pushSeq: Math.max(isOneLineage ? (before?.pushSeq ?? 0) : 0, pushed?.events.at(-1)?.seq ?? 0),
      pending: pushed?.pending ?? before?.pending,
      oldestPendingAt: (pushed ?? before)?.oldestPendingAt ?? null,
      appVersion: said.appVersion ?? before?.appVersion,
      schemaHash: said.schemaHash ?? before?.schemaHash,
      clockOffsetMs: said.clockOffsetMs ?? before?.clockOffsetMs,
    })
  }

  async flush(): Promise<void> {
    const heard = [...this.#heard.values()]
    this.#heard = new Map()
    for (const contact of heard) await this.#write(contact)
  }

  async stop(): Promise<void> {
    this.#cancel()
    await this.flush()
  }

  #schedule(): void {
    this.#cancel = this.#scheduler.after(EVERY_MS, () => {
      // A contact that cannot be written now is heard again with the next request.
      void this.flush()
        .catch(() => {})
        .then(() => this.#schedule())
    })
  }

  async #write(heard: Heard): Promise<void> {
    const {
      tenantId,
      storeId,
      peerId,
      lastSeenAt,
      epoch,
      pullVersion,
      pushLineage,
      pushSeq,
      pending,
      oldestPendingAt,
      appVersion,
      schemaHash,
      clockOffsetMs,
    } = heard
    const ctx = { tenantId, appContext: 'system', correlationId: 'peer-contacts', at: lastSeenAt } as const
    await this.#unitOfWork.write(ctx, 'sync.contacts', async ({ tx }) => {
      await tx.query(sql`
        insert into sync_peers as p (tenant_id, peer_kind, peer_id, last_seen_at, pull_version, push_seq, pending, app_version,
          schema_hash, clock_offset_ms)
        values (${tenantId}, 'device', ${peerId}, ${tx.fragments.instant(lastSeenAt)}, 0, 0, 0, '', decode(${NO_HASH}, 'hex'), 0)
        on conflict (tenant_id, peer_kind, peer_id) do update set last_seen_at = excluded.last_seen_at`)
      await tx.query(sql`
        insert into sync_peers as p (tenant_id, peer_kind, peer_id, last_seen_at, epoch, pull_version, push_lineage, push_seq,
          pending, oldest_pending_at, app_version, schema_hash, clock_offset_ms)
        values (${tenantId}, 'store', ${storeId}, ${tx.fragments.instant(lastSeenAt)}, ${epoch}, ${pullVersion},
          ${pushLineage}, ${pushSeq}, ${pending ?? 0}, ${oldestPendingAt === null ? null : tx.fragments.instant(oldestPendingAt)},
          ${appVersion ?? ''}, decode(${schemaHash ?? NO_HASH}, 'hex'), ${clockOffsetMs ?? 0})
        on conflict (tenant_id, peer_kind, peer_id) do update set last_seen_at = excluded.last_seen_at,
          app_version = case when ${appVersion !== undefined} then excluded.app_version else p.app_version end,
          schema_hash = case when ${schemaHash !== undefined} then excluded.schema_hash else p.schema_hash end,
          clock_offset_ms = case when ${clockOffsetMs !== undefined} then excluded.clock_offset_ms else p.clock_offset_ms end,
          epoch = coalesce(excluded.epoch, p.epoch), push_lineage = coalesce(excluded.push_lineage, p.push_lineage),
          pull_version = case when excluded.epoch is null then p.pull_version else excluded.pull_version end,
          push_seq = case when excluded.push_lineage <> p.push_lineage then excluded.push_seq
            else greatest(excluded.push_seq, p.push_seq) end,
          pending = case when ${pending !== undefined} then excluded.pending else p.pending end,
          oldest_pending_at = case when ${pending !== undefined} then excluded.oldest_pending_at else p.oldest_pending_at end`)
    })
  }
}
