import {
  downloadSnapshot,
  exchangeBuckets,
  exchangeDigests,
  exchangeRows,
  offerEvents,
  pullChanges,
  pushEvents,
  RESYNC_REASONS,
  type BodyOf,
  type Command,
  type PullPage,
  type PushReply,
  type ResponseOf,
} from '@pos/shared-types'
import type { DigestTransport, OfferTransport, PullTransport, PushTransport } from '@pos/sync-engine'
import { problemOf, type Problem, type StoreClient } from './store-client.ts'

type Refused = { readonly status: number; readonly code: string; readonly retryAfterMs?: number }

/** Carries events to the store server. */
export function httpPush(client: StoreClient): PushTransport {
  return {
    async push(batch, signal) {
      const response = await client.send(pushEvents, { body: batch, isBulk: true, signal })
      if (response.ok) return { verdicts: ((await response.json()) as PushReply).verdicts }
      return { refused: refusedBy(response, await problemOf(response)) }
    },
  }
}

/** Asks the store server what it has forgotten. */
export function httpOffer(client: StoreClient): OfferTransport {
  return {
    async offer(events, signal) {
      const response = await client.send(offerEvents, { body: { events: [...events] }, isBulk: true, signal })
      if (!response.ok) throw new Error(`no answer to an offer: ${response.status}`)
      return ((await response.json()) as ResponseOf<typeof offerEvents>).missing
    },
  }
}

/** Compares with the store server. Needs a client that waits until it has read everything. */
export function httpDigests(client: StoreClient): DigestTransport {
  async function ask<C extends Command>(command: C, body: BodyOf<C>, signal: AbortSignal): Promise<ResponseOf<C>> {
    const response = await client.send(command, { body, signal })
    if (!response.ok) throw new Error(`no answer to digests: ${response.status}`)
    return (await response.json()) as ResponseOf<C>
  }
  return {
    exchange: async (sheet, signal) => (await ask(exchangeDigests, sheet, signal)).digests,
    buckets: async (asked, signal) => (await ask(exchangeBuckets, asked, signal)).buckets ?? undefined,
    rows: async (asked, signal) => (await ask(exchangeRows, asked, signal)).rows ?? undefined,
  }
}

/** Fetches the catalogue from the store server. `snapshots` needs a client that waits long. */
export function httpPull(client: StoreClient, snapshots: StoreClient): PullTransport {
  return {
    async pull({ epoch, version }, limit, signal) {
      const response = await client.send(pullChanges, { query: { epoch, after: version, limit }, signal })
      if (response.ok) return { page: (await response.json()) as PullPage }
      const problem = await problemOf(response)
      if (problem.code !== 'SYNC_RESYNC_REQUIRED') return { refused: refusedBy(response, problem) }
      return { resync: RESYNC_REASONS.find((reason) => reason === problem.params['reason']) ?? 'EPOCH' }
    },
    async snapshot() {
      const response = await snapshots.send(downloadSnapshot, {})
      if (!response.ok || response.body === null) throw new Error(`no snapshot: ${response.status}`)
      return piecesOf(response.body)
    },
  }
}

function refusedBy(response: Response, { code }: Problem): Refused {
  const seconds = Number(response.headers.get('retry-after'))
  return { status: response.status, code, ...(seconds > 0 && { retryAfterMs: seconds * 1000 }) }
}

/** Not every browser lets a stream be iterated. */
async function* piecesOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader()
  try {
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) yield piece.value
  } finally {
    await reader.cancel()
  }
}
