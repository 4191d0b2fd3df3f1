import { EventEmitter } from 'node:events'
import type { ListeningSocket, NoticeSocket } from '../../src/index.ts'

const OPEN = 1
const CLOSED = 3

/** A store's end of a socket without a network. */
export class StoreEnd extends EventEmitter implements NoticeSocket {
  #other: OfficeEnd | undefined

  /** The socket opens; the answer is head office's end of it. */
  accept(): OfficeEnd {
    this.#other = new OfficeEnd(this)
    this.emit('open')
    return this.#other
  }

  refuse(): void {
    this.emit('close')
  }

  terminate(): void {
    this.#other?.end()
    this.emit('close')
  }
}

/** Head office's end of it. */
export class OfficeEnd extends EventEmitter implements ListeningSocket {
  readonly OPEN = OPEN
  readyState = OPEN
  readonly #store: StoreEnd

  constructor(store: StoreEnd) {
    super()
    this.#store = store
  }

  send(text: string): void {
    this.#store.emit('message', Buffer.from(text))
  }

  ping(): void {
    this.#store.emit('ping')
    this.emit('pong')
  }

  close(): void {
    this.terminate()
  }

  terminate(): void {
    if (this.readyState === CLOSED) return
    this.end()
    this.#store.emit('close')
  }

  /** The store's end has gone. */
  end(): void {
    this.readyState = CLOSED
    this.emit('close')
  }
}
