import type { PullPage, ResyncReason } from '@pos/shared-types'
import type { Cursor } from './replica.ts'

export type PullAnswer =
  | { readonly page: PullPage }
  | { readonly resync: ResyncReason }
  | { readonly refused: { readonly status: number; readonly code: string; readonly retryAfterMs?: number | undefined } }

/** Asks the peer for its feed. Rejects when no whole answer arrived. */
export interface PullTransport {
  pull(after: Cursor, limit: number, signal: AbortSignal): Promise<PullAnswer>
  /** The bytes of a snapshot; they may take minutes, and the stream fails when it is cut. */
  snapshot(): Promise<AsyncIterable<Uint8Array>>
}
