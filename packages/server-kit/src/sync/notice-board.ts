import type { Scheduler } from '@pos/sync-engine'

const PING_MS = 30_000
/** 500 a second: whoever hears of news comes for it at once, and ten thousand stores would come in one second. */
const AT_ONCE = 50
const PAUSE_MS = 100
/** Policy violation: what opened the socket is worth nothing any more. */
const REVOKED = 1008

/** As much of a WebSocket as telling takes. */
export interface ListeningSocket {
  readonly readyState: number
  readonly OPEN: number
  on(event: 'pong' | 'message' | 'error' | 'close', heard: () => void): unknown
  send(text: string): void
  ping(): void
  close(code: number): void
  terminate(): void
}

/**
 * The sockets of those who want to hear of changes, by tenant. A notice is a hint: one that is lost costs its reader the
 * time to the next poll, so nothing is kept for those who are away.
 */
export class NoticeBoard<Notice extends object> {
  readonly #sockets = new Map<string, Set<ListeningSocket>>()
  readonly #holders = new WeakMap<ListeningSocket, readonly string[]>()
  readonly #alive = new WeakSet<ListeningSocket>()
  readonly #scheduler: Scheduler
  #cancelPing = () => {}

  constructor(scheduler: Scheduler) {
    this.#scheduler = scheduler
    this.#ping()
  }

  /** @param holders the device that listens and its store, so that it can be spoken to alone and cut off */
  add(tenantId: string, socket: ListeningSocket, holders: readonly string[] = []): void {
    this.#holders.set(socket, holders)
    const sockets = this.#sockets.get(tenantId) ?? new Set()
    this.#sockets.set(tenantId, sockets.add(socket))
    this.#alive.add(socket)
    socket.on('pong', () => this.#alive.add(socket))
    socket.on('message', () => socket.close(1003))
    socket.on('error', () => socket.terminate())
    socket.on('close', () => {
      sockets.delete(socket)
      if (sockets.size === 0 && this.#sockets.get(tenantId) === sockets) this.#sockets.delete(tenantId)
    })
  }

  /** The tenants of those who listen. */
  get tenantIds(): readonly string[] {
    return [...this.#sockets.keys()]
  }

  /** Tells everybody of the tenant who listens, at a pace at which they may all come and fetch. */
  publish(tenantId: string, notice: Notice): void {
    this.#tell([...(this.#sockets.get(tenantId) ?? [])], JSON.stringify(notice))
  }

  /** Tells one device or store alone, at once. */
  tell(holderId: string, notice: Notice): void {
    this.#tell(this.#of(holderId), JSON.stringify(notice))
  }

  /** Closes the sockets of a device that is no longer believed. */
  drop(holderId: string): void {
    for (const socket of this.#of(holderId)) socket.close(REVOKED)
  }

  /** Breaks every line off, as it breaks when a cable is pulled. */
  cut(): void {
    for (const sockets of this.#sockets.values()) for (const socket of sockets) socket.terminate()
  }

  close(): void {
    this.#cancelPing()
    this.cut()
  }

  #of(holderId: string): readonly ListeningSocket[] {
    return [...this.#sockets.values()].flatMap((sockets) =>
      [...sockets].filter((socket) => this.#holders.get(socket)?.includes(holderId)),
    )
  }

  #tell(sockets: readonly ListeningSocket[], text: string): void {
    for (const socket of sockets.slice(0, AT_ONCE)) if (socket.readyState === socket.OPEN) socket.send(text)
    const others = sockets.slice(AT_ONCE)
    if (others.length > 0) this.#scheduler.after(PAUSE_MS, () => this.#tell(others, text))
  }

  /** A peer that did not answer the last ping is gone, even if nobody said so. */
  #ping(): void {
    for (const sockets of this.#sockets.values()) {
      for (const socket of sockets) {
        if (!this.#alive.delete(socket)) socket.terminate()
        else socket.ping()
      }
    }
    this.#cancelPing = this.#scheduler.after(PING_MS, () => this.#ping())
  }
}

/** What head office's database tells of its catalogue. */
export type CatalogueNews = {
  readonly tenantId: string
  readonly version: number
  /** Kinds of what has changed. */
  readonly entities: readonly string[]
}

/** Reads a notification of that database, `<tenant>:<version>:<entity>,…`; undefined after a gap. */
export function catalogueNews(payload: string | undefined): CatalogueNews | undefined {
  const [, tenantId, version, entities = ''] = /^([0-9a-f-]{36}):(\d+):([a-z_,]*)$/.exec(payload ?? '') ?? []
  return tenantId === undefined ? undefined : { tenantId, version: Number(version), entities: entities.split(',') }
}
