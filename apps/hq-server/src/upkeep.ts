import type { Clock, Context, Unit, UnitOfWork } from '@pos/core'
import type { HqTx } from '@pos/db'
import { forgetDeletions, pruneIdempotencyKeys, type Chore } from '@pos/server-kit'
import { readTenantIds } from './tenant-ids.ts'

const STEP = 1_000

type Needs = { readonly unitOfWork: UnitOfWork<HqTx>; readonly clock: Clock }

/** What head office does by the hour so that its records do not grow for ever. */
export function hqChores(needs: Needs): readonly Chore[] {
  return [
    forEachTenant(needs, 'upkeep.keys', pruneIdempotencyKeys),
    forEachTenant(needs, 'upkeep.deletions', forgetDeletions),
  ]
}

type Work = (unit: Unit<HqTx>, limit: number) => number | Promise<number>

/** A step for every tenant; another one follows while any of them had more than fits into a step. */
function forEachTenant({ unitOfWork, clock }: Needs, name: string, work: Work): Chore {
  return async () => {
    const at = clock.now()
    let isLeft = false
    for (const tenantId of await readTenantIds(unitOfWork, name, at)) {
      const ctx: Context = { tenantId, appContext: 'system', correlationId: name, at }
      const done = await unitOfWork.write(ctx, name, (unit) => work(unit, STEP))
      isLeft ||= done === STEP
    }
    return isLeft
  }
}
