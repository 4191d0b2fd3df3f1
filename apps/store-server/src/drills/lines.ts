import { EventEmitter } from 'node:events'
import { DomainError } from '@pos/core'
import { openNoticeSocket, type Caller, type NoticeSocket, type OpenSocket } from '@pos/server-kit'
import type { DrillLink } from '@pos/shared-types'
import type { Scheduler } from '@pos/sync-engine'
import type { Outside } from '../outside.ts'

/** Short, so that the tills are back soon after a drill ends. */
const RETRY_S = 5

/**
 * The lines of this store, which a drill can cut. A cut is kept in memory alone: a server that starts has none.
 *
 * To head office nothing leaves while the line is cut, and what is under way breaks off as it does when a cable is
 * pulled. Of the tills' line only what devices ask is refused: the pages of the back office go on.
 */
export class Lines {
  /** What the store uses of its machine, by way of these lines. */
  readonly outside: Outside
  readonly #scheduler: Scheduler
  readonly #onTillsCut: () => void
  readonly #sockets = new Set<NoticeSocket>()
  #link: DrillLink | undefined
  #underWay = new AbortController()

  /** @param onTillsCut told when what the tills have open must close */
  constructor(outside: Outside, onTillsCut: () => void) {
    const { fetch: send = fetch, openSocket = openNoticeSocket, scheduler } = outside
    this.#scheduler = scheduler
    this.#onTillsCut = onTillsCut
    this.outside = { ...outside, fetch: this.#fetchBy(send), openSocket: this.#openBy(openSocket) }
  }

  get isHqCut(): boolean {
    return this.#link === 'hq' || this.#link === 'both'
  }

  get areTillsCut(): boolean {
    return this.#link === 'store' || this.#link === 'both'
  }

  cut(link: DrillLink): void {
    if (this.#link === link) return
    this.#link = link
    if (this.isHqCut) this.#breakOff()
    if (this.areTillsCut) this.#onTillsCut()
  }

  mend(): void {
    this.#link = undefined
  }

  /** @throws DomainError DRILL_LINE_CUT for a device, and for whoever is signed in at one, while the tills are cut off */
  admit(caller: Caller): void {
    if (this.areTillsCut && isAtTill(caller)) throw new DomainError('DRILL_LINE_CUT', { seconds: RETRY_S })
  }

  #breakOff(): void {
    this.#underWay.abort(new Error('the line was cut for a drill'))
    this.#underWay = new AbortController()
    for (const socket of this.#sockets) socket.terminate()
  }

  #fetchBy(send: typeof fetch): typeof fetch {
    return (input, init = {}) => {
      if (this.isHqCut) return Promise.reject(new TypeError('the line is cut for a drill'))
      const { signal } = this.#underWay
      return send(input, { ...init, signal: init.signal ? AbortSignal.any([init.signal, signal]) : signal })
    }
  }

  #openBy(open: OpenSocket): OpenSocket {
    return (address, headers) => {
      if (this.isHqCut) return socketToNowhere(this.#scheduler)
      const socket = open(address, headers)
      this.#sockets.add(socket)
      socket.on('close', () => this.#sockets.delete(socket))
      return socket
    }
  }
}

function isAtTill(caller: Caller): boolean {
  return caller.kind === 'peer' || (caller.kind === 'user' && caller.appContext === 'pos')
}

function socketToNowhere(scheduler: Scheduler): NoticeSocket {
  const socket = Object.assign(new EventEmitter(), { terminate() {} })
  scheduler.after(0, () => socket.emit('close'))
  return socket
}
