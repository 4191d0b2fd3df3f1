import type { Awaitable } from '@pos/core'
import type { PullPage } from '@pos/shared-types'

/** Up to which version of which feed a replica is complete. */
export type Cursor = { readonly epoch: string; readonly version: number }

/** The copy of the catalogue that a node reads from, as the puller sees it. */
export interface ReplicaPort {
  /** Undefined while the replica has never been complete. */
  cursor(): Awaitable<Cursor | undefined>
  /**
   * Puts pages that end at their head into force: staged ones first, then this one, rows and cursor `(epoch, head)` in
   * one transaction. A change whose version the replica already has, or has passed, is left out.
   */
  apply(page: PullPage): Promise<void>
  /** Keeps a page that is not the last. Nothing of it is visible. `page.from` at the cursor begins anew. */
  stage(page: PullPage): Promise<void>
  /**
   * Builds a new replica from a snapshot beside the one in use and puts it into force when its trailer fits. Selling
   * goes on meanwhile; a broken download leaves everything as it was. Answers the new cursor.
   */
  bootstrap(snapshot: AsyncIterable<Uint8Array>): Promise<Cursor>
}
