import { JOURNAL_STORES, type JournalStores, type TillStorage } from '@pos/pos-logic'
import { fileStorage } from '@pos/pos-logic/node'

export type TillEvent = {
  readonly eventId: string
  readonly type: string
  readonly payload: string
  readonly sha256: string
}

/** What a till's journal says it made, and how much of it the store has not acknowledged. */
export type TillBook = { readonly events: readonly TillEvent[]; readonly unsent: number }

/** Reads a journal. */
export async function tillBook(storage: TillStorage): Promise<TillBook> {
  const events = (await storage.list('event')).map(({ value }) => value)
  return { events, unsent: (await storage.list('outbox')).length }
}

/** Reads the journal of a till that does not run. */
export async function tillBookAt(folder: string): Promise<TillBook> {
  const storage = await fileStorage<JournalStores>({ folder, names: JOURNAL_STORES })
  try {
    return await tillBook(storage)
  } finally {
    await storage.close()
  }
}
