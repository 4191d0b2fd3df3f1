import { assert, type Context, type Unit, type UnitOfWork } from '@pos/core'
import type { StoreTx } from '@pos/db'
import { readAuditChain } from '@pos/server-kit'
import type { AuditAppendedFact, LineageId } from '@pos/shared-types'
import type { Scheduler } from '@pos/sync-engine'
import { identityOrRefuse } from '../../identity.ts'
import type { StoreNeeds } from '../../needs.ts'
import { addToOutbox } from '../../outbox.ts'

type Unsent = { readonly node: LineageId; readonly sentSeq: number }

const BATCH = 100
const GATHER_MS = 1_000

type Needs = Pick<StoreNeeds, 'ids' | 'identity' | 'mark' | 'clock'> & { readonly unitOfWork: UnitOfWork<StoreTx> }

const UNSENT = 'select node, sent_seq as sentSeq from audit_heads where seq > sent_seq order by node limit 1'
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

  /** Sends everything that waits, of the chains of earlier lineages too. */
  async flush(): Promise<void> {
    const { unitOfWork, identity, clock } = this.#needs
    const { tenantId, storeId } = identityOrRefuse(identity())
    for (;;) {
      const ctx: Context = { tenantId, storeId, appContext: 'system', correlationId: 'audit', at: clock.now() }
      const hasSent = await unitOfWork.write(ctx, 'audit.forward', (unit) => this.#forward(unit))
      if (!hasSent) return
    }
  }

  async #forward(unit: Unit<StoreTx>): Promise<boolean> {
    const { ids, identity, mark } = this.#needs
    const { storeId, lineage } = identityOrRefuse(identity())
    const unsent = unit.tx.prepare<Unsent>(UNSENT).get()
    if (unsent === undefined) return false
    const { node, sentSeq } = unsent
    const entries = await readAuditChain(unit.tx, unit.tenantId, node, sentSeq, BATCH)
    const last = entries.at(-1)
    assert(last !== undefined, `the chain ${node} has the entries its head counts`)
    const fact: AuditAppendedFact = { storeId, node, entries }
    addToOutbox(unit, lineage, {
      eventId: ids.next(),
      type: 'audit.appended',
      aggregateType: 'audit',
      aggregateId: lineage,
      hlc: mark(unit.at),
      payload: JSON.stringify(fact),
    })
    unit.tx.prepare(MARK_SENT).run([last.seq, node])
    return true
  }
}
