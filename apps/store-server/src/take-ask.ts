import { DomainError, type Context } from '@pos/core'
import type { ErrorCode, StoreAsk } from '@pos/shared-types'
import { findDrill } from './drills/drill-repository.ts'
import { startDrill } from './drills/start-drill.ts'
import type { Store } from './store.ts'

/** Why it is not done, and what begins when that was said: it may cut the line. */
export type Taken = { readonly code: ErrorCode | null; readonly go?: () => Promise<unknown> }

/** Does what head office asks of this store. */
export async function takeAsk(store: Store, ask: StoreAsk): Promise<Taken> {
  const { upLink, drills } = store
  if (upLink === undefined) return { code: 'STORE_UNREACHABLE' }
  switch (ask.kind) {
    case 'compare':
      return { code: null, go: () => upLink.comparer.compare() }
    case 'renew':
      upLink.puller.renew()
      return { code: null }
    case 'offer':
      upLink.offerAgain()
      return { code: null }
    case 'drill':
      return begun(store, ask).then(
        () => ({ code: null, go: () => drills.look() }),
        (error: unknown) => {
          if (error instanceof DomainError) return { code: error.code }
          throw error
        },
      )
  }
}

type DrillAsk = Extract<StoreAsk, { readonly kind: 'drill' }>

/** An ask that comes again finds the drill it has begun. */
async function begun({ needs, identity, options }: Store, ask: DrillAsk): Promise<void> {
  const ctx: Context = {
    tenantId: identity?.tenantId ?? '',
    storeId: identity?.storeId,
    userId: ask.startedById,
    appContext: 'hq',
    correlationId: ask.id,
    at: options.clock.now(),
  }
  await needs.unitOfWork.write(ctx, 'drills.start', (unit) => {
    if (findDrill(unit.tx, ask.id) === undefined) startDrill(unit, needs, ask)
  })
}
