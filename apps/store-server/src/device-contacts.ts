import type { Clock, Context, UnitOfWork } from '@pos/core'
import type { StoreTx } from '@pos/db'
import type { SyncContact } from '@pos/server-kit'
import type { DeviceId, Instant, TenantId } from '@pos/shared-types'
import type { Scheduler } from '@pos/sync-engine'

const EVERY_MS = 5_000
const SEEN = `
  insert into sync_peers (tenant_id, peer_kind, peer_id, last_seen_at, pull_version, push_seq, pending, oldest_pending_at,
    app_version, schema_hash, clock_offset_ms)
  values (:tenantId, 'device', :id, :at, coalesce(:pullVersion, 0), coalesce(:pushSeq, 0), coalesce(:pending, 0),
    :oldestPendingAt, '', zeroblob(32), coalesce(:clockOffsetMs, 0))
  on conflict (peer_kind, peer_id) do update set last_seen_at = max(last_seen_at, excluded.last_seen_at),
    pull_version = coalesce(:pullVersion, pull_version), push_seq = coalesce(:pushSeq, push_seq),
    oldest_pending_at = case when :pending is null then oldest_pending_at else :oldestPendingAt end,
    pending = coalesce(:pending, pending), clock_offset_ms = coalesce(:clockOffsetMs, clock_offset_ms)`

/** What a device said last; null is what it has not said yet. */
type Seen = {
  readonly at: Instant
  readonly pullVersion: number | null
  readonly pushSeq: number | null
  readonly pending: number | null
  readonly oldestPendingAt: Instant | null
  readonly clockOffsetMs: number | null
}

type Options = {
  readonly unitOfWork: UnitOfWork<StoreTx>
  readonly clock: Clock
  readonly scheduler: Scheduler
}

/**
 * Notes when each device was last heard and how far it is. Written now and then and outside the work of the devices, so that selling does
 * not pay for it; a crash forgets the last seconds.
 */
export class DeviceContacts {
  readonly #options: Options
  #seen = new Map<DeviceId, Seen>()
  #tenantId: TenantId | undefined
  #cancel = () => {}

  constructor(options: Options) {
    this.#options = options
    this.#schedule()
  }

  note({ ctx: { tenantId, deviceId }, pushed, pulled, said }: SyncContact): void {
    if (deviceId === undefined) return
    this.#tenantId = tenantId
    const before = this.#seen.get(deviceId)
    this.#seen.set(deviceId, {
      at: this.#options.clock.now(),
      pullVersion: pulled?.version ?? before?.pullVersion ?? null,
      pushSeq: pushed?.events.at(-1)?.seq ?? before?.pushSeq ?? null,
      pending: pushed?.pending ?? before?.pending ?? null,
      oldestPendingAt: (pushed ?? before)?.oldestPendingAt ?? null,
      clockOffsetMs: said.clockOffsetMs ?? before?.clockOffsetMs ?? null,
    })
  }

  async flush(): Promise<void> {
    const { unitOfWork, clock } = this.#options
    const seen = [...this.#seen]
    const tenantId = this.#tenantId
    if (seen.length === 0 || tenantId === undefined) return
    this.#seen = new Map()
    const ctx: Context = { tenantId, appContext: 'system', correlationId: 'device-contacts', at: clock.now() }
    await unitOfWork.write(ctx, 'devices.seen', ({ tx }) => {
      const write = tx.prepare(SEEN)
      for (const [id, said] of seen) write.run({ tenantId, id, ...said })
    })
  }

  async stop(): Promise<void> {
    this.#cancel()
    // Who cannot be noted now is heard again; a disk that is full must not keep the store from closing.
    await this.flush().catch(() => {})
  }

  #schedule(): void {
    this.#cancel = this.#options.scheduler.after(EVERY_MS, () => {
      // Who cannot be noted now is heard again.
      void this.flush()
        .catch(() => {})
        .then(() => this.#schedule())
    })
  }
}
