import { EventEmitter } from 'node:events'
import { cpSync } from 'node:fs'
import { createLog, type FastifyInstance, type OpenSocket } from '@pos/server-kit'
import { buildStoreApp, Store } from '@pos/store-server'
import { storeRows } from '../harness/rows.ts'
import type { Random } from '../harness/random-cart.ts'
import { HASH_COST } from '../harness/server.ts'
import { Life } from './life.ts'
import { Line, type WireReply, type WireRequest } from './line.ts'
import { forgetLastPosition } from './plants.ts'
import { simIds } from './sim-ids.ts'
import type { SiteTemplate } from './template.ts'
import type { World } from './world.ts'

/** What a node shows of its catalogue. */
export type Look = { readonly version: number; readonly prices: readonly (number | undefined)[] }

type Register = { readonly id: string; readonly name: string }
const REGISTERS = 'select id, name from registers order by id'
const PRICE = 'select price_minor as minor from prices where variant_id = ?'

type Running = { readonly store: Store; readonly app: FastifyInstance; readonly life: Life }

/** A store server on a real database, in virtual time. */
export class StoreNode {
  readonly template: SiteTemplate
  /** Each life has its own, with what the one before has left on the disk. */
  folder: string
  readonly line: Line
  /** Every line the server has logged. */
  readonly logged: string[] = []
  /** How wrong the clock of this machine is. */
  skewMs = 0
  /** The newest catalogue it has ever shown. */
  highestVersion = 0
  #running: Running | undefined
  #lives = 0
  #hasDied = false
  #socket: HqSocket | undefined
  /** The file is let go of a moment after a death. */
  #closed: Promise<void> = Promise.resolve()
  readonly #world: World
  readonly #random: Random

  constructor(world: World, template: SiteTemplate, folder: string) {
    this.#world = world
    this.#random = world.chance()
    this.template = template
    this.folder = folder
    cpSync(template.folder, folder, { recursive: true })
    const { time, mask, hq } = world
    const random = world.chance()
    this.line = new Line({
      time,
      random,
      faults: mask.upLine,
      serve: (request) => hq.serve(template.plan.id, request),
      tell: (what) => world.tell(what),
      onWire: () => world.maybe(random, mask.crashOnWire, () => this.crash()),
    })
  }

  get store(): Store | undefined {
    return this.#running?.store
  }

  /** Version and prices as whoever sells at the store reads them, in one moment. */
  lookAtCatalogue(variants: readonly string[]): Look | undefined {
    return this.store?.database.catalogue.read((view) => ({
      version: view.version.version,
      prices: variants.map((variant) => view.prepare<{ minor: number }>(PRICE).get([variant])?.minor),
    }))
  }

  registers(): readonly string[] {
    const rows = this.store?.database.catalogue.read((view) => view.prepare<Register>(REGISTERS).all())
    return (rows ?? []).map(({ id, name }) => `${id} ${name}`)
  }

  /** Audit entries that are in no event yet. */
  async unsentAudit(): Promise<number> {
    const rows = storeRows(this.folder)
    const [row] = await rows.all('select coalesce(sum(seq - sent_seq), 0) as unsent from audit_heads')
    await rows.close()
    return Number(row?.['unsent'])
  }

  get isRunning(): boolean {
    return this.#running !== undefined
  }

  async start(): Promise<void> {
    await this.#closed
    if (this.#hasDied) this.#moveOn()
    if (this.#world.plant === 'no autoincrement') forgetLastPosition(this.folder)
    const { time } = this.#world
    const random = this.#random
    const life = new Life()
    const clock = { now: () => time.now() + this.skewMs }
    const log = createLog({
      name: 'store',
      level: 'info',
      destination: { write: (line) => void this.logged.push(line) },
    })
    const openSocket: OpenSocket = () => {
      const socket = new HqSocket()
      this.#socket = socket
      time.after(Math.floor(random() * 500), () => {
        if (life.isOver) return
        if (this.line.isCut) return void socket.emit('close')
        this.#world.hq.listen(this.template.plan.id, (version) => this.#hear(socket, version))
        socket.emit('open')
      })
      return socket
    }
    const store = await Store.open({
      folder: this.folder,
      clock,
      ids: simIds(clock, this.#world.fork(random)),
      log,
      walBytes: 0,
      outside: {
        scheduler: life.scheduler(time),
        random: this.#world.fork(random),
        steadyMs: () => time.now(),
        fetch: life.fetch(this.line.fetch),
        openSocket,
      },
    })
    const app = await buildStoreApp(store, { hashCost: HASH_COST })
    await store.connect('http://hq')
    this.#running = { store, app, life }
  }

  /** A write that a dead process had begun ends where nobody looks any more. */
  #moveOn(): void {
    const before = this.folder
    this.#lives += 1
    this.folder = `${before.replace(/-\d+$/, '')}-${this.#lives}`
    cpSync(before, this.folder, { recursive: true, filter: (path) => !path.endsWith('.new') })
  }

  /** The process dies where it stands; what it has committed is in its files. */
  crash(): void {
    const running = this.#running
    if (!running) return
    this.#running = undefined
    running.life.end()
    this.#hasDied = true
    this.#closed = this.#letGo(running)
    void this.#world.time.holdFor(this.#closed)
  }

  async stop(): Promise<void> {
    const running = this.#running
    this.#running = undefined
    running?.life.end()
    if (running) await this.#letGo(running)
  }

  async #letGo({ app, store }: Running): Promise<void> {
    await app.close()
    await store.database.close()
  }

  /** Answers a till or a client of the shop. */
  async serve({ method, target, headers, body }: WireRequest): Promise<WireReply> {
    const running = this.#running
    if (!running) throw new Error('nobody listens there')
    const asked = running.app.inject({
      method: method as 'GET',
      url: target,
      headers,
      ...(body !== undefined && { payload: body }),
    })
    const { statusCode, headers: given, rawPayload } = await this.#world.time.holdFor(asked)
    if (running.life.isOver) throw new Error('the server died before it answered')
    const named = Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]))
    return { status: statusCode, headers: Object.fromEntries(named), body: new Uint8Array(rawPayload) }
  }

  #hear(socket: HqSocket, version: number): void {
    const { time } = this.#world
    const random = this.#random
    if (socket !== this.#socket || this.line.isCut || random() < 0.3) return
    time.after(Math.floor(random() * 1_000), () =>
      socket.emit('message', Buffer.from(JSON.stringify({ version })), false),
    )
  }
}

/** The socket of a store to head office; nobody pings it, so its owner gives it up and opens another. */
class HqSocket extends EventEmitter {
  terminate(): void {
    this.emit('close')
  }
}
