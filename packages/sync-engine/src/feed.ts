import type { Awaitable } from '@pos/core'
import type { CatalogueDocument, PullChange } from '@pos/shared-types'

export type FeedHead = { readonly epoch: string; readonly version: number; readonly minVersion: number }
export type FeedChange = Omit<PullChange, 'data'>

/** One consistent view of a feed. */
export interface FeedReader {
  /** Undefined when this node has no feed yet. */
  head(): Awaitable<FeedHead | undefined>
  /** Changes above `after` in order of version, at most `limit`. */
  changes(after: number, limit: number): Awaitable<readonly FeedChange[]>
  /** All changes of exactly this version. */
  changesAt(version: number): Awaitable<readonly FeedChange[]>
  /** Documents by id; rows that are gone are left out. */
  documents(entity: string, ids: readonly string[]): Awaitable<ReadonlyMap<string, CatalogueDocument>>
}

/** Opens a view in which head, changes and documents belong to the same moment. */
export interface FeedPort {
  read<Result>(work: (feed: FeedReader) => Promise<Result>): Promise<Result>
}
