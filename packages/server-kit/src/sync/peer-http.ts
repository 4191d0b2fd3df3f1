import {
  answerAsk,
  exchangeBuckets,
  exchangeDigests,
  exchangeRows,
  offerEvents,
  RESYNC_REASONS,
  type BodyOf,
  type Command,
  type PullPage,
  type PushReply,
  type ResponseOf,
} from '@pos/shared-types'
import {
  isOnThisMachine,
  type DigestTransport,
  type OfferTransport,
  type PullTransport,
  type PushRefusal,
  type PushTransport,
} from '@pos/sync-engine'
import type { SignedFetch } from '../auth/signed-fetch.ts'
import { bodyFor } from './packed.ts'

/** The peer above: its address without a path, and requests signed with this node's key. */
export type PeerLink = {
  readonly baseUrl: () => string
  readonly send: SignedFetch
  /** Goes with every request. */
  readonly headers?: Readonly<Record<string, string>> | undefined
}

type Problem = { readonly code?: string; readonly params?: { readonly reason?: string } }

/** Carries events to the peer over HTTP. */
export function httpPush({ baseUrl, send, headers }: PeerLink): PushTransport {
  return {
    async push(batch, signal) {
      const url = `${baseUrl()}/sync/v1/push`
      const { body, headers: packing } = bodyFor(baseUrl(), batch)
      const response = await send(url, { method: 'POST', body, headers: { ...headers, ...packing }, signal })
      if (response.ok) return { verdicts: ((await response.json()) as PushReply).verdicts }
      return { refused: refusal(response, await problemOf(response)) }
    },
  }
}

/** Asks the peer over HTTP what it lacks. */
export function httpOffer({ baseUrl, send }: PeerLink): OfferTransport {
  return {
    async offer(events, signal) {
      const response = await send(`${baseUrl()}${offerEvents.path}`, {
        method: 'POST',
        ...bodyFor(baseUrl(), { events }),
        signal,
      })
      if (!response.ok) throw new Error(`no answer to an offer: ${response.status}`)
      return ((await response.json()) as ResponseOf<typeof offerEvents>).missing
    },
  }
}

/** Compares with the peer over HTTP. */
export function httpDigests({ baseUrl, send }: PeerLink): DigestTransport {
  async function ask<C extends Command>(
    { path }: C,
    body: BodyOf<C> & object,
    signal: AbortSignal,
  ): Promise<ResponseOf<C>> {
    const response = await send(`${baseUrl()}${path}`, { method: 'POST', ...bodyFor(baseUrl(), body), signal })
    if (!response.ok) throw new Error(`no answer to digests: ${response.status}`)
    return (await response.json()) as ResponseOf<C>
  }
  return {
    exchange: async (sheet, signal) => (await ask(exchangeDigests, sheet, signal)).digests,
    buckets: async (asked, signal) => (await ask(exchangeBuckets, asked, signal)).buckets ?? undefined,
    rows: async (asked, signal) => (await ask(exchangeRows, asked, signal)).rows ?? undefined,
  }
}

/** Says to the peer whether this node does what it has asked. */
export function httpAnswer({ baseUrl, send, headers }: PeerLink): (answer: BodyOf<typeof answerAsk>) => Promise<void> {
  return async (answer) => {
    const response = await send(`${baseUrl()}${answerAsk.path}`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify(answer),
    })
    if (!response.ok) throw new Error(`the answer was not taken: ${response.status}`)
  }
}

/** Fetches the feed from the peer over HTTP. */
export function httpPull({ baseUrl, send, headers }: PeerLink): PullTransport {
  return {
    async pull({ epoch, version }, limit, signal) {
      const query = new URLSearchParams({ epoch, after: String(version), limit: String(limit) })
      const response = await send(`${baseUrl()}/sync/v1/pull?${query.toString()}`, {
        ...(headers && { headers }),
        signal,
      })
      if (response.ok) return { page: (await response.json()) as PullPage }
      const problem = await problemOf(response)
      if (problem.code !== 'SYNC_RESYNC_REQUIRED') return { refused: refusal(response, problem) }
      return { resync: RESYNC_REASONS.find((reason) => reason === problem.params?.reason) ?? 'EPOCH' }
    },
    async snapshot() {
      const encoding = isOnThisMachine(baseUrl()) ? 'identity' : 'gzip'
      const response = await send(`${baseUrl()}/sync/v1/snapshot`, {
        headers: { ...headers, 'accept-encoding': encoding },
      })
      if (!response.ok || response.body === null) throw new Error(`no snapshot: ${response.status}`)
      return response.body
    },
  }
}

/** An answer without a problem in it, for instance from a proxy, still has its status. */
async function problemOf(response: Response): Promise<Problem> {
  const text = await response.text()
  if (!response.headers.get('content-type')?.includes('json')) return {}
  return JSON.parse(text) as Problem
}

function refusal(response: Response, { code }: Problem): PushRefusal {
  const retryAfterS = Number(response.headers.get('retry-after'))
  return {
    status: response.status,
    code: code ?? 'HQ_UNREACHABLE',
    ...(retryAfterS > 0 && { retryAfterMs: retryAfterS * 1000 }),
  }
}
