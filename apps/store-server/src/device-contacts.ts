import type { Clock, Context, UnitOfWork } from '@pos/core'
import type { StoreTx } from '@pos/db'
import type { DeviceId, Instant, TenantId } from '@pos/shared-types'
import type { Scheduler } from '@pos/sync-engine'

const EVERY_MS = 5_000
const SEEN = `
  insert into sync_peers (tenant_id, peer_kind, peer_id, last_seen_at, pull_version, push_seq, pending, app_version,
    schema_hash, clock_offset_ms)
  values (:tenantId, 'device', :id, :at, 0, 0, 0, '', zeroblob(32), 0)
  on conflict (peer_kind, peer_id) do update set last_seen_at = max(last_seen_at, excluded.last_seen_at)`

type Options = {
  readonly unitOfWork: UnitOfWork<StoreTx>
  readonly clock: Clock
  readonly scheduler: Scheduler
}

/**
 * Notes when each device was last heard. Written now and then and outside the work of the devices, so that selling does
 * not pay for it; a crash forgets the last seconds.
 */
export class DeviceContacts {
  readonly #options: Options
  #seen = new Map<DeviceId, Instant>()
  #tenantId: TenantId | undefined
  #cancel = () => {}

  constructor(options: Options) {
    this.#options = options
    this.#schedule()
  }

  note({ tenantId, deviceId }: Context): void {
    if (deviceId === undefined) return
    this.#tenantId = tenantId
    this.#seen.set(deviceId, this.#options.clock.now())
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
      for (const [id, at] of seen) write.run({ tenantId, id, at })
    })
  }

  async stop(): Promise<void> {
    this.#cancel()
    await this.flush()
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
