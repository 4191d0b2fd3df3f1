import type { SqlTx } from '@pos/db'
import type { Sha256 } from '@pos/domain'
import type { EventId, Instant, StoreId, TenantId } from '@pos/shared-types'

/** One node's records, in one snapshot. */
export type Books = Pick<SqlTx, 'query'>

export type BooksToCheck = {
  readonly store: Books
  readonly hq: Books
  readonly tenantId: TenantId
  readonly storeId: StoreId
  /** When head office's snapshot was taken, before the store's: what it acknowledged later cannot be in it. */
  readonly readAt: Instant
  readonly sha256: Sha256
}

/** What every check gets: both sides, the events still on their way, and where to put what it finds. */
export type Check = BooksToCheck & {
  readonly onTheWay: ReadonlySet<EventId>
  /** Events head office has of other lives of the store: what a restored copy has forgotten, or another copy did. */
  readonly elsewhere: ReadonlySet<EventId>
  /** Events that somebody at head office discarded or corrected: the store's record says what was meant at the till. */
  readonly decided: ReadonlySet<EventId>
  readonly fault: (sentence: string) => void
}

/** The names that differ between two sets of figures, each with both. */
export function differences<Value>(
  should: ReadonlyMap<string, Value>,
  is: ReadonlyMap<string, Value>,
): { readonly name: string; readonly should: Value | undefined; readonly is: Value | undefined }[] {
  return [...new Set([...should.keys(), ...is.keys()])]
    .map((name) => ({ name, should: should.get(name), is: is.get(name) }))
    .filter((each) => each.should !== each.is)
}
