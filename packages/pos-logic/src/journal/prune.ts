import type { Instant } from '@pos/shared-types'
import type { Write } from '../storage/journal-storage.ts'
import type { Journal } from './journal.ts'
import type { JournalStores, StoredEvent } from './journal-stores.ts'

const KEPT_MS = 35 * 86_400_000
const CHUNK = 200

/**
 * Removes events that the store acknowledged and that are older than 35 days, with everything that finds them. Stops at
 * the first that must stay, so what is left has no holes.
 */
export async function pruneJournal(journal: Journal, now: Instant): Promise<number> {
  let pruned = 0
  for (;;) {
    const oldest = await journal.storage.list('event', { limit: CHUNK })
    const kept = oldest.findIndex(({ value }) => journal.isOpen(value.eventId) || value.wallTime > now - KEPT_MS)
    const gone = kept < 0 ? oldest : oldest.slice(0, kept)
    if (gone.length === 0) return pruned
    const writes = await Promise.all(gone.map(({ key, value }) => traces(journal, key, value)))
    await journal.storage.commit(writes.flat())
    journal.forget(gone.flatMap(({ value }) => (value.type === 'sale.completed' ? [aggregateOf(value)] : [])))
    pruned += gone.length
  }
}

const aggregateOf = (event: StoredEvent): string => `${event.aggregateType} ${event.aggregateId}`

async function traces(journal: Journal, key: string, event: StoredEvent): Promise<Write<JournalStores>[]> {
  const writes: Write<JournalStores>[] = [{ store: 'event', key, value: undefined }]
  if (event.type !== 'sale.completed') return writes
  const place = await journal.storage.get('sale', event.aggregateId)
  writes.push({ store: 'aggregate', key: aggregateOf(event), value: undefined })
  if (place === undefined) return writes
  writes.push({ store: 'sale', key: event.aggregateId, value: undefined })
  writes.push({ store: 'receipt', key: place.documentNo, value: undefined })
  return writes
}
