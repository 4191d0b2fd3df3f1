import type { Context, Unit, UnitOfWork } from '@pos/core'
import type { StoreTx } from '@pos/db'
import { isSpendable } from '@pos/domain'
import type { AllowanceReturnedFact, EventId } from '@pos/shared-types'
import type { Scheduler } from '@pos/sync-engine'
import { heldAllowances, isReturned, useOf, type OwnAllowance } from '../../allowances/held-allowances.ts'
import { identityOrRefuse } from '../../identity.ts'
import type { StoreNeeds } from '../../needs.ts'
import { addToOutbox } from '../../outbox.ts'

const EVERY_MS = 60_000

type Needs = Pick<StoreNeeds, 'ids' | 'identity' | 'mark' | 'clock'> & { readonly unitOfWork: UnitOfWork<StoreTx> }

/**
 * Gives back every allowance of which nothing may be spent any more, by saying what was. The word is written down first:
 * from then on nothing is spent of it here, however late head office hears. Gives how many.
 */
export function returnAllowances(unit: Unit<StoreTx>, needs: Omit<Needs, 'clock' | 'unitOfWork'>): number {
  const over = overAllowances(unit, needs)
  for (const allowance of over) giveBack(unit, needs, allowance)
  return over.length
}

function overAllowances({ tx, at }: Unit<StoreTx>, { identity }: Pick<Needs, 'identity'>): OwnAllowance[] {
  const { storeId, lineage } = identityOrRefuse(identity())
  return heldAllowances(tx, storeId).filter(
    (allowance) => !isReturned(tx, allowance.id) && !isSpendable(allowance, useOf(tx, allowance.id, { lineage, at })),
  )
}

function giveBack(
  unit: Unit<StoreTx>,
  { ids, identity, mark }: Pick<Needs, 'ids' | 'identity' | 'mark'>,
  { id: allowanceId, accountId }: OwnAllowance,
): void {
  const { storeId, lineage } = identityOrRefuse(identity())
  const { spentMinor } = useOf(unit.tx, allowanceId, { lineage, at: unit.at })
  const eventId: EventId = ids.next()
  unit.tx.insert('allowanceReturns', [
    { tenantId: unit.tenantId, allowanceId, eventId, spentMinor, returnedAt: unit.at },
  ])
  const fact: AllowanceReturnedFact = { allowanceId, accountId, storeId, spentMinor, returnedAt: unit.at }
  addToOutbox(unit, lineage, {
    eventId,
    type: 'value_allowance.returned',
    aggregateType: 'value_allowance',
    aggregateId: allowanceId,
    aggregateSeq: 1,
    hlc: mark(unit.at),
    payload: JSON.stringify(fact),
  })
}

/** Looks every minute, and when head office has said something about allowances, what is to be given back. */
export class AllowanceReturns {
  readonly #needs: Needs
  readonly #scheduler: Scheduler
  #cancel = () => {}
  #running: Promise<void> = Promise.resolve()
  #isStopped = false

  constructor(needs: Needs, scheduler: Scheduler) {
    this.#needs = needs
    this.#scheduler = scheduler
  }

  wake(): void {
    if (this.#isStopped) return
    this.#cancel()
    this.#cancel = this.#scheduler.after(EVERY_MS, () => this.wake())
    // What cannot be written now is written in a minute.
    this.#running = this.#running.then(() => this.#look()).catch(() => {})
  }

  async stop(): Promise<void> {
    this.#isStopped = true
    this.#cancel()
    await this.#running
  }

  async #look(): Promise<void> {
    const { unitOfWork, identity, clock } = this.#needs
    const { tenantId, storeId } = identityOrRefuse(identity())
    const ctx: Context = { tenantId, storeId, appContext: 'system', correlationId: 'allowances', at: clock.now() }
    const emitAfterCommit = () => {}
    const isDue = await unitOfWork.read(
      ctx,
      (tx) => overAllowances({ ...ctx, tx, emitAfterCommit }, this.#needs).length > 0,
    )
    if (isDue) await unitOfWork.write(ctx, 'values.return', (unit) => returnAllowances(unit, this.#needs))
  }
}
