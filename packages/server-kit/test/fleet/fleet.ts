import { createPuller, type Cursor, type Puller, type Random } from '@pos/sync-engine'
import { newPeerKey, NoticeClient, privateKeyOf, type Signer } from '../../src/index.ts'
import { Office } from './office.ts'
import { StoreEnd } from './socket-pair.ts'
import { WheelTime } from './wheel-time.ts'

const TICK_MS = 50
/** In which the stores start, so that they are as far apart as after weeks. */
const START_MS = 60_000
const quiet = { info: () => {}, warn: () => {} }
const BASE_URL = 'http://hq'

type Line = { readonly puller: Puller; readonly notices: NoticeClient }

/** Stores that listen to one head office and pull from it, each with the real engine, in virtual time. */
export class Fleet {
  readonly time = new WheelTime(TICK_MS)
  readonly office = new Office(this.time)
  readonly #lines: Line[] = []
  readonly #random: Random
  readonly #signer: Signer = { peerId: 'store', privateKey: privateKeyOf(newPeerKey().privateKeyPem) }

  private constructor(random: Random) {
    this.#random = random
  }

  /** @returns when every store is connected and at the head */
  static async start(stores: number, random: Random): Promise<Fleet> {
    const fleet = new Fleet(random)
    for (let index = 0; index < stores; index += 1) {
      fleet.time.after(random() * START_MS, () => fleet.#lines.push(fleet.#open()))
    }
    await fleet.time.advance(2 * START_MS)
    return fleet
  }

  get size(): number {
    return this.#lines.length
  }

  /** How many stores are connected. */
  get connected(): number {
    return this.#lines.filter(({ notices }) => notices.isOpen).length
  }

  /** How many stores have what head office has. */
  get current(): number {
    const { version } = this.office.head
    return this.#lines.filter(({ puller }) => puller.status().cursor?.version === version).length
  }

  async stop(): Promise<void> {
    for (const { notices } of this.#lines) notices.stop()
    await Promise.all(this.#lines.map(({ puller }) => puller.stop()))
  }

  #open(): Line {
    const { time, office } = this
    const ports = { clock: time, scheduler: time, random: this.#random, log: quiet }
    const puller = createPuller({ ...ports, replica: replicaAt(office.head), transport: lineTo(office) })
    puller.start()
    const notices = new NoticeClient({
      ...ports,
      baseUrl: () => BASE_URL,
      signer: () => this.#signer,
      onNotice: (version) => puller.notify(version),
      onOpen: () => puller.wake(),
      openSocket: () => {
        const socket = new StoreEnd()
        // As over a network, the answer comes after whoever asked listens for it.
        queueMicrotask(() => office.connect(socket))
        return socket
      },
    })
    return { puller, notices }
  }
}

/** The store has the catalogue already. */
function replicaAt(start: Cursor) {
  let cursor = start
  return {
    cursor: () => cursor,
    apply: async ({ epoch, to }: { readonly epoch: string; readonly to: number }) => {
      cursor = { epoch, version: to }
    },
    stage: async () => {},
    bootstrap: async () => cursor,
  }
}

function lineTo(office: Office) {
  return {
    pull: (after: Cursor) => office.pull(after),
    snapshot: () => Promise.reject(new Error('no store here begins without a catalogue')),
  }
}
