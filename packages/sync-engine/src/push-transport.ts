import type { PushBatch, Verdict } from '@pos/shared-types'

/** A whole-batch answer other than 200. */
export type PushRefusal = { readonly status: number; readonly code: string; readonly retryAfterMs?: number | undefined }
export type PushAnswer = { readonly verdicts: readonly Verdict[] } | { readonly refused: PushRefusal }

/** Carries one batch to the peer. Rejects when the outcome is unknown; `signal` ends a request that takes too long. */
export interface PushTransport {
  push(batch: PushBatch, signal: AbortSignal): Promise<PushAnswer>
}
