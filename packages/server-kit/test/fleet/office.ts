import type { Notice, PullPage } from '@pos/shared-types'
import type { Cursor, PullAnswer } from '@pos/sync-engine'
import { NoticeBoard } from '../../src/index.ts'
import { SecondCounts } from './second-counts.ts'
import type { StoreEnd } from './socket-pair.ts'
import type { WheelTime } from './wheel-time.ts'

const TENANT = 'tenant'
const EPOCH = 'epoch'

/** Head office as its stores see it: it answers, tells of news, or is not there. Its notice board is the real one. */
export class Office {
  readonly pulls = new SecondCounts()
  readonly connects = new SecondCounts()
  /** Asked while it was away. */
  readonly refusals = new SecondCounts()
  readonly #time: WheelTime
  #board: NoticeBoard<Notice> | undefined
  #version = 1

  constructor(time: WheelTime) {
    this.#time = time
    this.comeUp()
  }

  get head(): Cursor {
    return { epoch: EPOCH, version: this.#version }
  }

  comeUp(): void {
    this.#board = new NoticeBoard<Notice>(this.#time)
  }

  goDown(): void {
    this.#board?.close()
    this.#board = undefined
  }

  /** A price changes. */
  commit(): void {
    this.#version += 1
    this.#board?.publish(TENANT, { version: this.#version })
  }

  connect(socket: StoreEnd): void {
    if (this.#board === undefined) {
      this.refusals.note(this.#time.elapsedMs)
      socket.refuse()
      return
    }
    this.connects.note(this.#time.elapsedMs)
    this.#board.add(TENANT, socket.accept())
  }

  async pull({ version: from }: Cursor): Promise<PullAnswer> {
    if (this.#board === undefined) throw new Error('nobody there')
    this.pulls.note(this.#time.elapsedMs)
    const to = this.#version
    const page: PullPage = { ...this.head, from, to, head: to, minVersion: 0, more: false, changes: [] }
    return { page }
  }
}
