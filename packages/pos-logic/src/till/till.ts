import { Comparer, createPuller, createPusher, Reofferer, type Puller, type Pusher } from '@pos/sync-engine'
import { DomainError } from '@pos/core'
import { RightsWatch, type KeptWatch, type RightsState } from '@pos/domain'
import type { Instant, UpLine } from '@pos/shared-types'
import { Replica } from '../catalogue/replica.ts'
import type { Catalogue } from '../catalogue/catalogue.ts'
import { Journal } from '../journal/journal.ts'
import { SELF } from '../journal/journal-stores.ts'
import { Approvals } from './approvals.ts'
import { CartDesk } from './cart-desk.ts'
import { KeptCart } from './kept-cart.ts'
import { Returns } from './returns.ts'
import { RunningShift } from './running-shift.ts'
import { Sales } from './sales.ts'
import { newLineage, SetUp } from './set-up.ts'
import { Shifts } from './shifts.ts'
import { Staff } from './staff.ts'
import { TillCore } from './till-core.ts'
import { TillDigests } from './till-digests.ts'
import type { TillOptions } from './till-options.ts'

/** What the lamps of a till show. */
export type TillStatus = {
  /** Events the store has not acknowledged. */
  readonly unsent: number
  readonly parked: number
  readonly oldestUnsentAt: Instant | null
  /** Whether the last exchange with the store worked. */
  readonly isStoreReached: boolean
  /** When the store last answered; null when never since the start. */
  readonly storeHeardAt: Instant | null
  /** The store's line to head office as it last told; null while nobody knows. */
  readonly up: UpLine | null
  readonly catalogueVersion: number
  /** When prices were last known to be those of the store; null before the first catalogue. */
  readonly pricesAsOf: Instant | null
  /** How old head office's word on rights is; null where it set no limit. */
  readonly rights: RightsState | null
}

/** What a store answers to a device that it believes no longer, or has forgotten because it was restored. */
const DISBELIEVED: ReadonlySet<string | null> = new Set(['DEVICE_REVOKED', 'DEVICE_NOT_ENROLLED'])

/** How often the age of rights is written down. */
const KEEP_MS = 60_000

/** What has changed at a till by itself. */
export type TillChange = 'outbox' | 'catalogue'

/**
 * A till without a screen. It sells from its own journal and catalogue; everything that needs the store either waits in
 * the outbox or is refused with STORE_UNREACHABLE.
 */
export class Till {
  readonly setUp: SetUp
  readonly staff: Staff
  readonly shifts: Shifts
  readonly cart: CartDesk
  readonly approvals: Approvals
  readonly sales: Sales
  readonly returns: Returns
  readonly pusher: Pusher
  readonly puller: Puller
  /** Compares what this till holds with its store. */
  readonly comparer: Comparer
  readonly #reofferer: Reofferer
  readonly #core: TillCore
  readonly #kept: KeptCart
  readonly #listeners = new Set<(change: TillChange) => void>()
  /** Nothing was heard that speaks against it. */
  #isStoreHeard = true
  #healthAt: Instant | null = null
  #up: UpLine | null = null
  #keptRights: KeptWatch | undefined

  constructor(core: TillCore, kept: KeptCart) {
    const {
      push,
      pull,
      offer,
      digests,
      sha256,
      random,
      scheduler,
      log,
      clock,
      syncClock = clock,
      pollMs,
    } = core.options
    const sync = { clock: syncClock, random, scheduler, log }
    this.#core = core
    this.#kept = kept
    this.setUp = new SetUp(core)
    this.staff = new Staff(core)
    this.shifts = new Shifts(core)
    this.cart = new CartDesk(core, kept)
    this.approvals = new Approvals(core, this.cart, this.staff)
    this.sales = new Sales(core, this.cart, this.approvals)
    this.returns = new Returns(core, this.cart)
    this.pusher = createPusher({
      ...sync,
      outbox: core.journal.outbox,
      transport: push,
      onSettled: () => this.#tell('outbox'),
      onForked: (lineage) => this.setUp.leaveLineage(lineage),
    })
    this.puller = createPuller({
      ...sync,
      replica: core.replica,
      transport: pull,
      pollMs,
      onApplied: (entities) => {
        // The age of a word counts from its arrival.
        core.watchRights()
        this.#tell('catalogue')
        if (entities === undefined) this.comparer.soon('catalogue')
      },
    })
    this.#reofferer = new Reofferer({
      ...sync,
      outbox: core.journal.acknowledged,
      transport: offer,
      newLife: () => core.newStoreLife(),
      offered: (life) => core.keepStoreLife(life),
      onReopened: () => core.onOutbox(),
    })
    this.comparer = new Comparer({
      ...sync,
      digests: new TillDigests(core),
      transport: digests,
      sha256,
      repair: (kinds) => {
        if (kinds.has('catalogue')) this.puller.renew()
        if (kinds.has('sales')) this.#reofferer.offerAgain()
      },
    })
    core.onShiftClosed = () => this.comparer.soon('sales')
    if (!core.replica.isLoaded) void this.loaded().then(() => this.#tell('catalogue'), ignore)
    core.onOutbox = () => {
      this.pusher.wake()
      this.#tell('outbox')
    }
  }

  get catalogue(): Catalogue {
    return this.#core.catalogue
  }

  /** Whether goods can be looked up: a whole catalogue has arrived, and all of it has been read since the start. */
  get hasGoods(): boolean {
    return this.#core.replica.isLoaded && this.catalogue.isUsable
  }

  /** Resolves when what is stored of the catalogue has been read; until then goods are refused. */
  loaded(): Promise<void> {
    return this.#core.replica.loaded()
  }

  /** Begins to send and to fetch. An enrolled till only. */
  start(): void {
    this.#core.requireIdentity()
    this.pusher.start()
    this.puller.start()
    this.#reofferer.start()
    this.comparer.start()
  }

  /** Calls `listener` after the outbox or the catalogue has changed. Gives the function that ends this. */
  onChange(listener: (change: TillChange) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Asks the store how it is and how its line to head office is. A store that is away is an answer too. */
  async look(): Promise<void> {
    try {
      const { up, lineage } = await this.#core.options.api.health()
      this.#up = up
      if (lineage !== this.#core.identity?.storeLineage) this.#reofferer.wake()
      this.#healthAt = (this.#core.options.syncClock ?? this.#core.options.clock).now()
      if (!this.#isStoreHeard) this.puller.wake()
      this.#isStoreHeard = true
      this.pusher.heard()
    } catch (error) {
      if (!(error instanceof DomainError)) throw error
      this.#isStoreHeard = false
      this.#up = null
      if (DISBELIEVED.has(error.code)) await this.#core.noteRevoked()
    }
  }

  async status(): Promise<TillStatus> {
    const push = await this.pusher.status()
    const pull = this.puller.status()
    // A line may have been refused before the device was enrolled anew: the store itself is asked.
    const isDisbelieved = DISBELIEVED.has(push.linkCode) || DISBELIEVED.has(pull.linkCode)
    if (isDisbelieved && !this.setUp.isRevoked) await this.look()
    return {
      unsent: push.pending,
      parked: push.parked,
      oldestUnsentAt: push.oldestPendingAt,
      isStoreReached: push.linkCode === null && pull.linkCode === null && this.#isStoreHeard,
      storeHeardAt: latest(push.lastSuccessAt, pull.lastSuccessAt, this.#healthAt),
      up: this.#up,
      catalogueVersion: this.#core.replica.version,
      pricesAsOf: pull.lastSuccessAt ?? this.#core.replica.appliedAt,
      rights: await this.#keepRightsWatch(),
    }
  }

  /** Looks at the clocks and writes down what they say, so that a restart does not forget it. */
  async #keepRightsWatch(): Promise<RightsState | null> {
    const kept = this.#core.watchRights()
    if (
      kept &&
      (this.#keptRights?.edition !== kept.edition || kept.highWaterAt - this.#keptRights.highWaterAt > KEEP_MS)
    ) {
      // What cannot be written now is written the next time: the lamps are read on a full disk too.
      await this.#core.journal.storage.commit([{ store: 'rights_watch', key: SELF, value: kept }]).then(
        () => (this.#keptRights = kept),
        (error: unknown) => this.#core.options.log.warn({ error }, 'the watch over rights could not be kept'),
      )
    }
    return this.#core.rightsWatch.state ?? null
  }

  #tell(change: TillChange): void {
    for (const listener of this.#listeners) listener(change)
  }

  /** Ends what is under way and closes the journal. Unsent facts stay in it. */
  async stop(): Promise<void> {
    await Promise.allSettled([this.loaded()])
    const workers = [this.pusher, this.puller, this.#reofferer, this.comparer]
    await Promise.all([...workers.map((worker) => worker.stop()), this.#kept.settled()])
    await this.#core.journal.storage.close()
  }
}

/** Whoever waits for the goods is told by `loaded`. */
const ignore = (): void => {}

function latest(...instants: readonly (Instant | null)[]): Instant | null {
  const known = instants.filter((at) => at !== null)
  return known.length === 0 ? null : Math.max(...known)
}

/**
 * Opens a till on its storage: where the last run ended, with its register, its shift, its cart and everything unsent.
 *
 * @example
 * const till = await createTill(options)
 * await till.setUp.enrol(code)
 * till.start()
 */
export async function createTill(options: TillOptions): Promise<Till> {
  const till = await beginTill(options)
  await till.loaded()
  return till
}

/** The same as soon as somebody can sign in; goods are being read meanwhile, see `Till.loaded`. */
export async function beginTill(options: TillOptions): Promise<Till> {
  const { storage, clock, newHasher, sha256 } = options
  const journal = await Journal.open(storage, sha256, () => newLineage(options))
  const storeId = () => core.identity?.storeId
  const core: TillCore = new TillCore(options, journal, await Replica.open({ storage, clock, newHasher, storeId }))
  const [identity, lease, shift, returned, watch] = await Promise.all([
    storage.get('identity', SELF),
    storage.get('lease', SELF),
    storage.get('shift', SELF),
    storage.list('returned'),
    storage.get('rights_watch', SELF),
  ])
  core.identity = identity
  core.lease = lease
  core.rightsWatch = new RightsWatch(watch)
  for (const { key, value } of returned) core.returned.set(key, value)
  if (shift) {
    const totals = await storage.list('shift_total', { prefix: `${shift.record.id}|` })
    core.shift = new RunningShift(
      shift.record,
      shift.floatMinor,
      totals.map(({ value }) => value),
    )
  }
  const { kept, cart } = await KeptCart.open(storage, options.log)
  const till = new Till(core, kept)
  if (cart) till.cart.resume(cart)
  return till
}
