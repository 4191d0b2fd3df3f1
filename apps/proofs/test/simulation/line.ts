import { hash } from 'node:crypto'
import { seededRandom, type VirtualTime } from '@pos/testing'
import type { Random } from '../harness/random-cart.ts'
import { NO_LINE_FAULTS, type LineFaults } from './masks.ts'

export type WireRequest = {
  readonly method: string
  /** Path and query. */
  readonly target: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer | undefined
}
export type WireReply = {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array<ArrayBuffer>
}

/** Whoever answers at the other end; rejects when nobody is there. */
export type Serve = (request: WireRequest) => Promise<WireReply>

const LOST_MS = 30_000
const NO_BODY = [204, 304]

export type LineOptions = {
  readonly time: VirtualTime
  readonly random: Random
  readonly faults: LineFaults
  readonly serve: Serve
  /** Told at each moment in which somebody may die. */
  readonly onWire?: () => void
  readonly tell: (what: string) => void
}

/** A line that loses, doubles, delays, reorders and cuts, and a peer that is sometimes overloaded. */
export class Line {
  faults: LineFaults
  isCut = false
  readonly #options: LineOptions
  readonly #seed: number
  readonly #asked = new Map<string, number>()

  constructor(options: LineOptions) {
    this.#options = options
    this.faults = options.faults
    this.#seed = options.random()
  }

  heal(): void {
    this.faults = NO_LINE_FAULTS
    this.isCut = false
  }

  /** `fetch` over this line. */
  readonly fetch: typeof fetch = async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input)
    const headers = Object.fromEntries(new Headers(init?.headers))
    const body = bytesOf(init?.body)
    const request = { method: init?.method ?? 'GET', target: url.pathname + url.search, headers, body }
    const { status, headers: given, body: bytes } = await this.#carry(request)
    return new Response(NO_BODY.includes(status) ? null : bytes, { status, headers: given })
  }

  async #carry(request: WireRequest): Promise<WireReply> {
    const { serve, time, onWire, tell } = this.#options
    const random = this.#fateOf(request)
    const happens = (fault: keyof LineFaults) => random() < this.faults[fault]
    const travel = () => new Promise<void>((resolve) => time.after(random() ** 4 * 2_000, resolve))
    await travel()
    onWire?.()
    if (this.isCut || happens('dropRequest')) return this.#lose()
    if (happens('refuse')) return OVERLOADED
    if (happens('replayLate')) time.after(random() * 600_000, () => forget(serve(request)))
    if (happens('duplicate')) forget(serve(request))
    const reply = await serve(request)
    tell(`${request.method} ${request.target} ${reply.status}`)
    onWire?.()
    await travel()
    if (this.isCut || happens('dropReply')) return this.#lose()
    if (!happens('cutReply')) return reply
    return { ...reply, body: reply.body.slice(0, Math.floor(random() * reply.body.length)) }
  }

  /** Depends on what is asked for the how manieth time: requests under way together do not change each other's fate. */
  #fateOf({ method, target }: WireRequest): Random {
    const kind = `${method} ${target.split('?')[0]}`
    const count = (this.#asked.get(kind) ?? 0) + 1
    this.#asked.set(kind, count)
    return seededRandom(hash('sha256', `${this.#seed} ${kind} ${count}`, 'buffer').readInt32BE())
  }

  /** Nobody ever hears of it; the one who asked gives up some day. */
  async #lose(): Promise<never> {
    await new Promise<void>((resolve) => this.#options.time.after(LOST_MS, resolve))
    throw new Error('lost on the line')
  }
}

function bytesOf(body: RequestInit['body']): Buffer | undefined {
  if (typeof body === 'string') return Buffer.from(body)
  return body instanceof Uint8Array ? Buffer.from(body) : undefined
}

function forget(copy: Promise<unknown>): void {
  void copy.catch(() => {})
}

const OVERLOADED: WireReply = {
  status: 503,
  headers: { 'content-type': 'application/problem+json', 'retry-after': '1' },
  body: new TextEncoder().encode(JSON.stringify({ code: 'OVERLOADED', params: {} })),
}
