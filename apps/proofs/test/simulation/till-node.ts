import {
  connectStore,
  createTill,
  JOURNAL_STORES,
  memoryStorage,
  type JournalStores,
  type Till,
  type TillStorage,
} from '@pos/pos-logic'
import { gzip, newHasher, sha256 } from '@pos/pos-logic/node'
import type { Promised } from '../harness/compare-books.ts'
import { PIN } from '../harness/pin.ts'
import { randomLines, PLENTY, type Random } from '../harness/random-cart.ts'
import { ring } from '../harness/ring.ts'
import { Life } from './life.ts'
import { Line } from './line.ts'
import { planted, plantedTimers } from './plants.ts'
import { simIds } from './sim-ids.ts'
import type { Look, StoreNode } from './store-node.ts'
import type { TillTemplate } from './template.ts'
import type { World } from './world.ts'

const SOME_DAY = '2099-01-01T00:00'

type Running = { readonly till: Till; readonly life: Life }

/** A till with its own journal, in virtual time. */
export class TillNode {
  /** Sales a cashier was shown as completed. */
  readonly promised: (Promised & { readonly documentNo: string })[] = []
  readonly store: StoreNode
  readonly line: Line
  readonly storage: TillStorage = memoryStorage<JournalStores>(JOURNAL_STORES)
  readonly #disk: ReturnType<typeof planted>
  skewMs = 0
  #running: Running | undefined
  #life: Life | undefined
  /** Ends when what the cashier is doing has ended; not at all when the till died meanwhile. */
  #isBusy = false
  readonly #world: World
  readonly #random: Random
  readonly #template: TillTemplate

  constructor(world: World, store: StoreNode, template: TillTemplate) {
    this.#world = world
    this.#random = world.chance()
    this.store = store
    this.#template = template
    this.#disk = planted(this.storage, world.plant)
    const { time, mask } = world
    const random = world.chance()
    this.line = new Line({
      time,
      random,
      faults: mask.tillLine,
      serve: (request) => store.serve(request),
      tell: (what) => world.tell(what),
      onWire: () => world.maybe(random, mask.crashOnWire, () => (random() < 0.5 ? this.crash() : store.crash())),
    })
  }

  get till(): Till | undefined {
    return this.#running?.till
  }

  /** Version and prices as the cashier sees them; undefined before the till knows its version. */
  lookAtCatalogue(variants: readonly string[]): Look | undefined {
    const version = this.till?.puller.status().cursor?.version
    return version === undefined ? undefined : { version, prices: this.pricesOf(variants) }
  }

  pricesOf(variants: readonly string[]): readonly (number | undefined)[] {
    return variants.map((variant) => this.till?.catalogue.priceOf(variant, 1000, SOME_DAY)?.priceMinor ?? undefined)
  }

  get isBusy(): boolean {
    return this.#isBusy
  }

  async fill(): Promise<void> {
    await this.storage.commit(this.#template.entries as Parameters<TillStorage['commit']>[0])
  }

  async start(): Promise<void> {
    const { time } = this.#world
    const random = this.#random
    const life = new Life()
    const clock = { now: () => time.now() + this.skewMs }
    const storage = this.#mortal(life)
    const { deviceKey } = this.#template
    const ports = {
      // As if on the store's machine, where nothing is packed: a thread that unpacks would decide what comes first.
      baseUrl: 'http://localhost',
      storage,
      deviceKey,
      clock,
      sha256,
      gzip,
      fetch: life.fetch(this.line.fetch),
    }
    this.#life = life
    const made = createTill({
      ...connectStore(ports),
      storage,
      deviceKey,
      clock,
      ids: simIds(clock, this.#world.fork(random)),
      sha256,
      newHasher,
      steadyMs: () => time.now(),
      random: this.#world.fork(random),
      scheduler: plantedTimers(life.scheduler(time), this.#world.plant),
      log: { info: () => {}, warn: () => {} },
      device: { name: 'Till', platform: 'simulation', storage: 'native', appVersion: '0' },
    })
    const till = await Promise.race([made, life.death])
    if (!till) return
    this.#running = { till, life }
    this.#isBusy = false
    till.start()
  }

  crash(): void {
    if (this.#life && !this.#life.isOver) this.#disk.die()
    this.#life?.end()
    this.#running = undefined
    this.#isBusy = false
  }

  /** Lets the cashier do something, unless she is busy. What is refused is refused; anything else is a fault. */
  act(work: (till: Till) => Promise<void>): void {
    const running = this.#running
    if (!running || this.#isBusy) return
    this.#isBusy = true
    void work(running.till)
      .catch((error: unknown) => {
        if (!running.life.isOver) this.#world.noteError('till', error)
      })
      .finally(() => {
        if (this.#running === running) this.#isBusy = false
      })
  }

  async signIn(till: Till): Promise<void> {
    if (till.staff.current === undefined) await till.staff.signIn(this.store.template.plan.cashier.id, PIN)
  }

  async sell(till: Till): Promise<void> {
    await this.signIn(till)
    if (till.shifts.current?.state !== 'open') await till.shifts.open({ floatMinor: 10_000 })
    const { company } = this.#world
    const random = this.#random
    till.cart.clear()
    const isChecked = random() < 0.5
    if (!isChecked) return this.#promise((await ring(till, company.cashId, randomLines(company, random))).sale)
    for (const { code = '', quantityMilli } of randomLines(company, random)) till.cart.add(code, { quantityMilli })
    await till.sales.check()
    const { fact } = await till.sales.complete([{ tenderTypeId: company.cashId, tenderedMinor: PLENTY }])
    this.#promise(fact.sale)
  }

  /** Takes one line of an earlier sale back, in whole or in part. */
  async giveBack(till: Till): Promise<void> {
    await this.signIn(till)
    const { company } = this.#world
    const random = this.#random
    const sold = this.promised[Math.floor(random() * this.promised.length)]
    if (!sold || till.shifts.current?.state !== 'open') return
    till.cart.clear()
    const original = await till.returns.find(sold.documentNo)
    const [line] = original.fact.lines
    if (!line || line.quantityMilli < 1000) return
    const choice = { lineId: line.id, quantityMilli: 1000, reasonId: company.returnReasonId }
    till.returns.add(original, [choice])
    const due = till.cart.price().totalMinor
    const tendered = Math.sign(due) * Math.round(Math.abs(due) / 5) * 5
    const { fact } = await till.sales.complete([{ tenderTypeId: company.cashId, tenderedMinor: tendered }])
    this.#promise(fact.sale)
  }

  async closeShift(till: Till): Promise<void> {
    await this.signIn(till)
    if (till.shifts.current?.state !== 'open') return
    const counts = till.shifts.expected().map(({ tenderTypeId, currency, expectedMinor }) => {
      return { tenderTypeId, currency, countedMinor: expectedMinor }
    })
    await till.shifts.close({ counts })
  }

  #promise({ id, hash, totalMinor, documentNo }: Promised & { readonly documentNo: string }): void {
    this.promised.push({ id, hash, totalMinor, documentNo })
  }

  /** The journal, of a process that may die right before or right after a commit. */
  #mortal(life: Life): TillStorage {
    const { mask } = this.#world
    const kept = this.#disk
    const dies = (chance: number) => {
      this.#world.maybe(this.#random, chance, () => this.crash())
      return life.isOver
    }
    return {
      commit: (writes, expected) => {
        if (life.isOver || dies(mask.crashBeforeCommit)) return new Promise(() => {})
        const done = kept.commit(writes, expected)
        if (!dies(mask.crashAfterCommit)) return life.heard(done)
        void done.catch(() => {})
        return new Promise(() => {})
      },
      get: (store, key) => life.heard(kept.get(store, key)),
      list: (store, range) => life.heard(kept.list(store, range)),
      close: async () => {},
    }
  }
}
