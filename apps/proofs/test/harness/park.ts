import { appendToOutbox, uuidv7Ids } from '@pos/server-kit'
import type { EventId } from '@pos/shared-types'
import type { Site } from './chain.ts'
import type { StoreHere } from './store-here.ts'

/** Lets a store hand over a sale that no head office can read; head office parks it. */
export async function sendUnreadableSale({ server }: Site<StoreHere>): Promise<EventId> {
  const { database, identity, options, upLink } = server.store
  if (identity === undefined) throw new Error('the store is not set up')
  const eventId = uuidv7Ids.next()
  const { tenantId, storeId, lineage } = identity
  const ctx = { tenantId, storeId, appContext: 'system', correlationId: 'test', at: options.clock.now() } as const
  await database.unitOfWork.write(ctx, 'test.unreadable', (unit) =>
    appendToOutbox(unit, {
      eventId,
      lineage,
      aggregateType: 'sale',
      aggregateId: uuidv7Ids.next(),
      aggregateSeq: 1,
      type: 'sale.completed',
      schema: 1,
      payload: JSON.stringify({ sale: { documentNo: 'R1-000913', note: 'Añejo' } }),
      hlc: '1',
      catalogueVersion: 1,
    }),
  )
  upLink?.pusher.wake()
  return eventId
}
