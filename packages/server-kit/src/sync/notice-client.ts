import type { Clock } from '@pos/core'
import { AskNotice, VersionNotice, type Instant } from '@pos/shared-types'
import { backoff, type Random, type Scheduler } from '@pos/sync-engine'
import { Compile } from 'typebox/compile'
import { WebSocket, type RawData } from 'ws'
import { signRequest, type Signer } from '../auth/signature.ts'

/** The board pings every 30 s; two missed ones mean that the line is dead. */
const SILENCE_MS = 70_000
const TARGET = '/sync/v1/notify'
/**
 * Back-off stops growing here, at 64 s: the opening socket is what ends the longer waits of push and pull. After a long
 * outage a thirtieth of all stores comes back in a second; at 16 s it was an eighth.
 */
const MOST_FAILURES = 6

/** Opens a socket whose request has these headers. */
export type OpenSocket = (address: URL, headers: Readonly<Record<string, string>>) => NoticeSocket

/** As much of a WebSocket as listening takes. */
export interface NoticeSocket {
  on(event: 'open' | 'ping' | 'close' | 'error', heard: () => void): unknown
  on(event: 'message', heard: (data: RawData) => void): unknown
  terminate(): void
}

export type NoticeClientOptions = {
  readonly baseUrl: () => string
  readonly signer: () => Signer
  readonly clock: Clock
  readonly scheduler: Scheduler
  readonly random: Random
  /** The feed is at `version`. */
  readonly onNotice: (version: number) => void
  /** The peer asks for something. */
  readonly onAsk?: ((notice: AskNotice) => void) | undefined
  /** The line is back; something may have been missed. */
  readonly onOpen: () => void
  /** Over the machine's own network unless told. */
  readonly openSocket?: OpenSocket | undefined
}

/** Listens for notices of the peer above, for as long as it takes: reconnects with jitter and never gives up. */
export class NoticeClient {
  readonly #options: NoticeClientOptions
  #socket: NoticeSocket | undefined
  #failures = 0
  #isStopped = false
  #openSince: Instant | null = null
  #heardAt: Instant | null = null
  #cancelRetry = () => {}
  #cancelSilence = () => {}

  constructor(options: NoticeClientOptions) {
    this.#options = options
    this.#connect()
  }

  /** Whether the line stands now. */
  get isOpen(): boolean {
    return this.#openSince !== null
  }

  /** Since when the line stands; null while it does not. */
  get openSince(): Instant | null {
    return this.#openSince
  }

  /** When the peer last gave a sign of life; null when never. */
  get heardAt(): Instant | null {
    return this.#heardAt
  }

  stop(): void {
    this.#isStopped = true
    this.#cancelRetry()
    this.#cancelSilence()
    this.#socket?.terminate()
  }

  #connect(): void {
    const { baseUrl, signer, clock, onNotice, onAsk, onOpen, openSocket = openNoticeSocket } = this.#options
    const headers = signRequest(signer(), { method: 'GET', target: TARGET, atMs: clock.now() })
    const socket = openSocket(new URL(TARGET, baseUrl().replace(/^http/, 'ws')), headers)
    this.#socket = socket
    socket.on('open', () => {
      this.#failures = 0
      this.#openSince = clock.now()
      this.#watchSilence(socket)
      onOpen()
    })
    socket.on('ping', () => this.#watchSilence(socket))
    socket.on('message', (data) => {
      const notice = noticeIn(data)
      if (VERSION.Check(notice)) onNotice(notice.version)
      else if (ASK.Check(notice)) onAsk?.(notice)
    })
    // A close follows every error.
    socket.on('error', () => {})
    socket.on('close', () => this.#retry())
  }

  #watchSilence(socket: NoticeSocket): void {
    this.#heardAt = this.#options.clock.now()
    this.#cancelSilence()
    this.#cancelSilence = this.#options.scheduler.after(SILENCE_MS, () => socket.terminate())
  }

  #retry(): void {
    this.#openSince = null
    this.#cancelSilence()
    if (this.#isStopped) return
    const { scheduler, random } = this.#options
    this.#failures = Math.min(this.#failures + 1, MOST_FAILURES)
    this.#cancelRetry = scheduler.after(backoff(this.#failures, random), () => this.#connect())
  }
}

/** Opens a socket over the machine's own network. */
export function openNoticeSocket(address: URL, headers: Readonly<Record<string, string>>): NoticeSocket {
  return new WebSocket(address, { headers, maxPayload: 1024 })
}

const VERSION = Compile(VersionNotice)
const ASK = Compile(AskNotice)

/** Undefined for what is no JSON. */
function noticeIn(data: RawData): unknown {
  try {
    return JSON.parse(data instanceof Buffer ? data.toString('utf8') : '')
  } catch {
    return undefined
  }
}
