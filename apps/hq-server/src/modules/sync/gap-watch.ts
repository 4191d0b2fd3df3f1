import type { Clock, UnitOfWork } from '@pos/core'
import type { HqTx } from '@pos/db'
import type { Logger } from '@pos/server-kit'
import type { TenantId } from '@pos/shared-types'
import { hasGap, type Scheduler } from '@pos/sync-engine'
import { readTenantIds } from '../../tenant-ids.ts'
import { lookForGaps } from './look-for-gaps.ts'
import { readHeardStores, type HeardAt } from './heard-stores.ts'

const EVERY_MS = 60_000

type Needs = {
  readonly unitOfWork: UnitOfWork<HqTx>
  readonly clock: Clock
  readonly scheduler: Scheduler
  readonly log: Logger
  /** Told of a store whose events are missing here and do not come by themselves. */
  readonly onGap: (tenantId: TenantId, store: HeardAt) => void
}

/** Looks every minute whether what has come from the stores has gaps. */
export class GapWatch {
  readonly #needs: Needs
  #turn: Promise<void> = Promise.resolve()
  #cancel = () => {}
  #isStopped = false

  constructor(needs: Needs) {
    this.#needs = needs
    this.#schedule()
  }

  /** Looks now. */
  look(): Promise<void> {
    this.#turn = this.#turn.then(() => this.#round())
    return this.#turn
  }

  async stop(): Promise<void> {
    this.#isStopped = true
    this.#cancel()
    await this.#turn
  }

  #schedule(): void {
    if (this.#isStopped) return
    this.#cancel = this.#needs.scheduler.after(EVERY_MS, () => void this.look().then(() => this.#schedule()))
  }

  async #round(): Promise<void> {
    const { unitOfWork, clock, log, onGap } = this.#needs
    const at = clock.now()
    try {
      for (const tenantId of await readTenantIds(unitOfWork, 'gap-watch', at)) {
        const ctx = { tenantId, appContext: 'system', correlationId: 'gap-watch', at } as const
        await unitOfWork.write(ctx, 'sync.gaps', ({ tx }) => lookForGaps(tx, tenantId, at))
        const heard = await unitOfWork.read(ctx, (tx) => readHeardStores(tx, tenantId))
        for (const store of heard) if (hasGap(store, at)) onGap(tenantId, store)
      }
    } catch (error) {
      log.error({ err: error }, 'nobody looked for gaps; it is tried again in a minute')
    }
  }
}
