import type { Context, Unit, UnitOfWork } from '@pos/core'
import type { StoreTx } from '@pos/db'
import { readAuditChain } from '@pos/server-kit'
import type { AuditAppendedFact } from '@pos/shared-types'
import type { Scheduler } from '@pos/sync-engine'
import { identityOrRefuse } from '../../identity.ts'
import type { StoreNeeds } from '../../needs.ts'
import { addToOutbox } from '../../outbox.ts'

const BATCH = 100
const GATHER_MS = 1_000

type Needs = Pick<StoreNeeds, 'ids' | 'identity' | 'mark' | 'clock'> & { readonly unitOfWork: UnitOfWork<StoreTx> }

const SENT = 'select sent_seq as sentSeq from audit_heads where node = ?'
const MARK_SENT = 'update audit_heads set sent_seq = ? where node = ?'

/**
 * Puts the entries that head office has not been sent yet into the outbox, in batches and in their order. How far it
 * came is kept in the same unit, so a crash forgets and repeats nothing.
 */
export class AuditForwarder {
  readonly #needs: Needs
  readonly #scheduler: Scheduler
  #cancel: (() => void) | undefined
  #running: Promise<void> = Promise.resolve()
  #isStopped = false

  constructor(needs: Needs, scheduler: Scheduler) {
    this.#needs = needs
    this.#scheduler = scheduler
  }

  /** Entries were added: they go within a second, together with those that come meanwhile. */
  wake(): void {
    if (this.#isStopped) return
    this.#cancel ??= this.#scheduler.after(GATHER_MS, () => {
      this.#cancel = undefined
      // What cannot be sent now is sent a second later.
      this.#running = this.#running.then(() => this.flush()).catch(() => this.wake())
    })
  }

  async stop(): Promise<void> {
    this.#isStopped = true
    this.#cancel?.()
    await this.#running
  }

  /** Sends everything that waits. */
  async flush(): Promise<void> {
    const { unitOfWork, identity, clock } = this.#needs
    const { tenantId, storeId } = identityOrRefuse(identity())
    for (;;) {
      const ctx: Context = { tenantId, storeId, appContext: 'system', correlationId: 'audit', at: clock.now() }
      const sent = await unitOfWork.write(ctx, 'audit.forward', (unit) => this.#forward(unit))
      if (sent < BATCH) return
    }
  }

  async #forward(unit: Unit<StoreTx>): Promise<number> {
    const { ids, identity, mark } = this.#needs
    const { storeId, lineage } = identityOrRefuse(identity())
    const sentSeq = unit.tx.prepare<{ sentSeq: number }>(SENT).get([lineage])?.sentSeq ?? 0
    const entries = await readAuditChain(unit.tx, unit.tenantId, lineage, sentSeq, BATCH)
    const last = entries.at(-1)
    if (last === undefined) return 0
    const fact: AuditAppendedFact = { storeId, node: lineage, entries }
    addToOutbox(unit, lineage, {
      eventId: ids.next(),
      type: 'audit.appended',
      aggregateType: 'audit',
      aggregateId: lineage,
      hlc: mark(unit.at),
      payload: JSON.stringify(fact),
    })
    unit.tx.prepare(MARK_SENT).run([last.seq, lineage])
    return entries.length
  }
}
