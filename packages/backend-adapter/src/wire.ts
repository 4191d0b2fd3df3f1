import type { Method } from '@pos/shared-types'

/** A command on its way, whatever carries it. */
export type WireRequest = {
  readonly method: Method
  /** Path and query. */
  readonly target: string
  readonly headers: Readonly<Record<string, string>>
  /** JSON text. */
  readonly body?: string | undefined
}

/** What came back: the text of the body, empty when there is none. */
export type WireAnswer = { readonly status: number; readonly text: string }

/** Carries one request to the server. Rejects when nobody knows whether it arrived. */
export type Transport = (request: WireRequest, signal: AbortSignal) => Promise<WireAnswer>
