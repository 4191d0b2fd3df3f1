import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { DomainError } from '@pos/core'
import { seededRandom, VirtualTime } from '@pos/testing'
import type { Company } from '../harness/company.ts'
import type { Random } from '../harness/random-cart.ts'
import { DeskClient } from './desk-client.ts'
import { someMask, type Mask } from './masks.ts'
import { MemoryHq } from './memory-hq.ts'
import type { HqTables, KeptFact } from './hq-inbox.ts'
import { maskOf, type Plant } from './plants.ts'
import { OfficeWork } from './office-work.ts'
import { StoreNode } from './store-node.ts'
import type { Template } from './template.ts'
import { TillNode } from './till-node.ts'
import { watchFaults } from './watch.ts'

export type Place = { readonly store: StoreNode; readonly tills: readonly TillNode[]; readonly desk: DeskClient }

const STEP_MS = 3_000
/** Virtual: back-off ends after five minutes, a poll comes after one. */
const SETTLE_MS = 3_600_000

/** A chain in one process, in a time of its own: what happens in it depends on the seed alone. */
export class World {
  readonly time: VirtualTime
  readonly random: Random
  readonly mask: Mask
  readonly company: Company
  readonly plant: Plant | undefined
  readonly hq: MemoryHq
  readonly office: OfficeWork
  readonly faults: string[] = []
  /** What was refused, by code: not a fault, and worth a look. */
  readonly refusals = new Map<string, number>()
  places: readonly Place[] = []
  #isHealed = false
  #kept: HqTables | undefined
  readonly #mishaps: Random
  readonly #trace = createHash('sha256')

  constructor(template: Template, seed: number, plant?: Plant, chosen: Partial<Mask> = {}) {
    this.plant = plant
    this.time = new VirtualTime(template.at)
    this.random = seededRandom(seed)
    const mask = someMask(this.random)
    this.mask = plant === undefined ? { ...mask, ...chosen } : { ...mask, ...maskOf(plant), ...chosen }
    this.company = template.company
    this.#mishaps = this.chance()
    const { epoch, version, company } = template
    this.hq = new MemoryHq({
      tenantId: company.tenantId,
      epoch,
      version,
      now: () => this.time.now(),
      plant,
      later: (work) => void this.time.after(this.random() * 5_000, work),
      onApply: (events) => this.#mishap(events),
    })
    this.office = new OfficeWork(this.hq, company, this.chance())
  }

  /** @param chosen takes the place of what the seed would choose */
  static async open(
    template: Template,
    seed: number,
    folder: string,
    plant?: Plant,
    chosen?: Partial<Mask>,
  ): Promise<World> {
    const world = new World(template, seed, plant, chosen)
    world.places = template.sites.slice(0, world.mask.stores).map((site, index) => {
      const { plan, feed, lineage, pushed } = site
      world.hq.begin(plan.id, feed, lineage, pushed)
      const store = new StoreNode(world, site, join(folder, String(index)))
      const tills = site.tills.slice(0, world.mask.tills).map((till) => new TillNode(world, store, till))
      return { store, tills, desk: new DeskClient(world, store) }
    })
    for (const { store, tills } of world.places) {
      await store.start()
      for (const till of tills) {
        await till.fill()
        await till.start()
      }
    }
    return world
  }

  /** Chance for one actor alone: who else draws meanwhile changes nothing for him. */
  chance(): Random {
    return this.fork(this.random)
  }

  fork(random: Random): Random {
    return seededRandom(Math.floor(random() * 2 ** 31))
  }

  get tills(): readonly TillNode[] {
    return this.places.flatMap(({ tills }) => tills)
  }

  /** Everything that can go wrong goes wrong while people work. */
  async live(): Promise<void> {
    for (let step = 0; step < this.mask.steps; step += 1) {
      if (step === Math.floor(this.mask.steps / 2)) this.#kept = this.hq.inbox.copy()
      await this.#act()
      await this.time.advance(Math.floor(this.random() * STEP_MS))
      this.faults.push(...watchFaults(this))
      if (this.faults.length > 0) return
    }
  }

  /** All faults end, and everything that waits finds its way. */
  async settle(): Promise<void> {
    this.#isHealed = true
    for (const { store, tills, desk } of this.places) {
      for (const line of [store.line, desk.line, ...tills.map((till) => till.line)]) line.heal()
      if (!store.isRunning) await store.start()
      for (const till of tills) if (!till.till) await till.start()
    }
    const end = this.time.now() + SETTLE_MS
    while (this.time.now() < end) {
      await this.time.advance(10_000)
      if (await this.#isQuiet()) return
    }
    this.faults.push(`not at rest after an hour: ${await this.#whatWaits()}`)
  }

  /**
   * Puts head office back to what it was in the middle, if every store has sold since: what is lost beside no sale, no
   * digest tells of. Answers whether it did.
   */
  async forget(): Promise<boolean> {
    const kept = this.#kept
    if (!kept) return false
    const { facts } = this.hq.inbox.tables
    const salesOf = (all: readonly KeptFact[], { store }: Place) =>
      all.filter(({ type, storeId }) => type === 'sale.completed' && storeId === store.template.plan.id).length
    if (!this.places.every((place) => salesOf(kept.facts, place) < salesOf(facts, place))) return false
    await this.hq.inbox.putBack(kept)
    return true
  }

  /** Lets something happen with a chance, while there are faults. */
  maybe(random: Random, chance: number, act: () => void): void {
    if (!this.#isHealed && random() < chance) act()
  }

  /** Adds to what has happened: two runs of a seed on one template tell the same. */
  tell(what: string): void {
    this.#trace.update(`${this.time.now()} ${what}\n`)
  }

  /** Everything that was told, in few characters. */
  get trace(): string {
    return this.#trace.copy().digest('hex').slice(0, 16)
  }

  noteError(where: string, error: unknown): void {
    if (error instanceof DomainError) return this.noteRefusal(error.code)
    this.faults.push(`${where}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
  }

  noteRefusal(code: string): void {
    this.refusals.set(code, (this.refusals.get(code) ?? 0) + 1)
  }

  async close(): Promise<void> {
    for (const till of this.tills) till.crash()
    for (const { store } of this.places) await store.stop()
  }

  async #act(): Promise<void> {
    const { mask, random } = this
    const place = this.#any(this.places)
    const till = this.#any(place.tills)
    const chance = random()
    if (chance < 0.5) till.act((running) => till.sell(running))
    else if (chance < 0.58) till.act((running) => till.giveBack(running))
    else if (chance < 0.61) till.act((running) => till.closeShift(running))
    else if (chance < 0.8) place.desk.buy()
    else if (chance < 0.9) this.office.change()
    this.maybe(random, mask.crashStore, () => place.store.crash())
    this.maybe(random, mask.crashTill, () => till.crash())
    this.maybe(random, mask.partition, () => this.#cut(random() < 0.5 ? place.store.line : till.line))
    if (random() < 0.02) place.store.skewMs = Math.floor((random() - 0.5) * mask.clockJumpMs)
    if (random() < 0.02) till.skewMs = Math.floor((random() - 0.5) * mask.clockJumpMs)
    for (const { store, tills } of this.places) {
      if (!store.isRunning && random() < 0.3) await this.time.holdFor(store.start())
      for (const each of tills) if (!each.till && random() < 0.3) await each.start()
    }
  }

  #cut(line: StoreNode['line']): void {
    line.isCut = true
    this.time.after(this.random() * 120_000, () => {
      line.isCut = false
    })
  }

  #any<Thing>(things: readonly Thing[]): Thing {
    const found = things[Math.floor(this.random() * things.length)]
    if (found === undefined) throw new Error('a world has something of everything')
    return found
  }

  #mishap(events: number): void {
    this.maybe(this.#mishaps, this.mask.deadlock, () => {
      throw new Error('deadlock')
    })
    if (events > 1)
      this.maybe(this.#mishaps, this.mask.misfit, () => {
        throw new Error('these do not go into one transaction')
      })
  }

  async #isQuiet(): Promise<boolean> {
    return (await this.#whatWaits()) === ''
  }

  async #whatWaits(): Promise<string> {
    const waits: string[] = []
    for (const [index, { store, tills, desk }] of this.places.entries()) {
      if (desk.isBusy) waits.push(`a client of store ${index}`)
      for (const [place, till] of tills.entries()) {
        const status = await till.till?.status()
        if (till.isBusy) waits.push(`the cashier at till ${index}.${place}`)
        if (status?.unsent !== 0) waits.push(`${status?.unsent} events of till ${index}.${place}`)
        if (status?.catalogueVersion !== this.hq.version) waits.push(`the catalogue of till ${index}.${place}`)
      }
      const link = store.store?.upLink
      const pending = (await link?.pusher.status())?.pending
      if (pending !== 0) waits.push(`${pending} events of store ${index}`)
      if (link?.puller.status().cursor?.version !== this.hq.version) waits.push(`the catalogue of store ${index}`)
      if ((await store.unsentAudit()) > 0) waits.push(`audit entries of store ${index}`)
    }
    return waits.join(', ')
  }
}
