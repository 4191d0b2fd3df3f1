import { join } from 'node:path'
import type { Awaitable, Clock, Context, Ids, Unit } from '@pos/core'
import { openStoreDatabase, type CatalogTx, type StoreDatabase, type StoreTx } from '@pos/db'
import { createEventBus, type EventBus, type PosEvents } from '@pos/event-bus'
import { createRuleEngine } from '@pos/rule-engine'
import {
  areOfRights,
  AUDIT_RECORDED,
  createCatalogueSettings,
  LiveNews,
  NoticeBoard,
  OUTBOX_WRITTEN,
  privateKeyOf,
  readPepper,
  SessionSockets,
  storeAccess,
  type Logger,
  SYNC_PULL_ACTIONS,
  valueCodeHash,
  type SyncPullActions,
} from '@pos/server-kit'
import type { Instant, LineageId, LineageStartedFact, Notice } from '@pos/shared-types'
import { HybridClock } from '@pos/sync-engine'
import type { StoreActions } from './actions.ts'
import { keepLife, unknownLife } from './head-office-life.ts'
import { identityOrRefuse, readIdentity, type StoreIdentity } from './identity.ts'
import { moveToLineage, sendUnder, tellLineage } from './lineage/begin-lineage.ts'
import { LineageMark } from './lineage/lineage-mark.ts'
import { lastOutboxSeq } from './lineage/own-lineages.ts'
import { wasRestored } from './lineage/was-restored.ts'
import { OwnWork } from './own-work.ts'
import { readMeta, writeMeta } from './meta.ts'
import { revokeIfOurs } from './devices/revoke-device.ts'
import { DeviceContacts } from './device-contacts.ts'
import { DrillKeeper } from './drills/drill-keeper.ts'
import { Lines } from './drills/lines.ts'
import { SellingCatalogue } from './selling/selling-catalogue.ts'
import { SessionWatch } from './sessions/session-watch.ts'
import { thisMachine, type Outside } from './outside.ts'
import { createUpLink, type UpLink } from './up-link.ts'
import { isSaleApproved } from './consent/consent.ts'
import { StoreRights } from './rights.ts'
import { LineTimes } from './line-times.ts'
import { takeAsk } from './take-ask.ts'
import type { StoreNeeds } from './needs.ts'
import { provision, serverKey } from './provisioning.ts'

export type StoreOptions = {
  readonly folder: string
  /** The shop's clock; a preparation of demo data lets it follow the calendar. */
  readonly clock: Clock
  /** The clock of waiting and retrying; `clock` unless told. */
  readonly syncClock?: Clock | undefined
  readonly ids: Ids
  readonly log: Logger
  readonly pollMs?: number | undefined
  /** The machine's own unless told; a simulation brings a world of its own. */
  readonly outside?: Partial<Outside> | undefined
  /** Of the write-ahead log, as `openStoreDatabase` takes it. */
  readonly walBytes?: number | undefined
}

const KEEP_MS = 60_000
const pepperFile = (folder: string) => join(folder, 'password-pepper')
/** How far behind the outbox its mark may be while nothing is sent. */
const MARK_MS = 1_000

/**
 * A store: its two files, its rules, its line to head office. It sells with or without that line; without a provisioning
 * it only waits for one.
 */
export class Store {
  readonly options: StoreOptions
  readonly #outside: Outside
  readonly database: StoreDatabase
  readonly events: EventBus<PosEvents>
  readonly notices: NoticeBoard<Notice>
  /** What the pages of the store hear. */
  readonly news: LiveNews
  readonly sockets: SessionSockets
  readonly lines: Lines
  readonly drills: DrillKeeper
  readonly contacts: DeviceContacts
  readonly sessions: SessionWatch
  readonly needs: StoreNeeds
  #identity: StoreIdentity | undefined
  #hybridClock: HybridClock | undefined
  #upLink: UpLink | undefined
  #work: OwnWork | undefined
  /** Of the company's passwords and cards. */
  #pepper: Buffer
  #stopWatch = () => {}
  readonly #lineageMark: LineageMark
  #cancelMark: (() => void) | undefined
  #isClosed = false

  private constructor(
    options: StoreOptions,
    database: StoreDatabase,
    events: EventBus<PosEvents>,
    lineageMark: LineageMark,
    pepper: Buffer,
  ) {
    const { clock, ids, log } = options
    this.#lineageMark = lineageMark
    this.#pepper = pepper
    const { unitOfWork } = database
    this.options = options
    this.lines = new Lines({ ...thisMachine, ...options.outside }, () => this.notices.cut())
    this.#outside = this.lines.outside
    const { scheduler, steadyMs } = this.#outside
    this.database = database
    this.events = events
    this.notices = new NoticeBoard<Notice>(scheduler)
    this.news = new LiveNews(scheduler)
    this.contacts = new DeviceContacts({ unitOfWork, clock, scheduler })
    const { catalogue } = database
    this.sessions = new SessionWatch({
      unitOfWork,
      catalogue,
      clock,
      log,
      revokeDevice: (unit, id) => revokeIfOurs(unit, this.needs, id),
    })
    const rights = new StoreRights({
      catalogue,
      storeId: () => this.#identity?.storeId,
      clock,
      steadyMs,
      log,
    })
    this.needs = {
      unitOfWork,
      access: storeAccess(catalogue, { isLive: (caller) => this.sessions.isLive(caller), hasLapsed: rights.hasLapsed }),
      rules: createRuleEngine<StoreActions, StoreTx>({ isApproved: isSaleApproved }),
      pullRules: createRuleEngine<SyncPullActions, CatalogTx>(),
      rights,
      clock,
      ids,
      selling: new SellingCatalogue(),
      settings: createCatalogueSettings(),
      identity: () => this.#identity,
      sessions: this.sessions,
      codeHash: (code) => valueCodeHash(this.#pepper, code),
      mark: (at) => this.#mark(at),
    }
    this.drills = new DrillKeeper({
      needs: this.needs,
      unitOfWork,
      lines: this.lines,
      clock,
      steadyMs,
      scheduler,
      log,
      keepContacts: () => this.contacts.flush(),
      onChange: () => this.#identity && this.news.tell(this.#identity.tenantId, ['stores']),
    })
    this.sockets = new SessionSockets(this.needs.access, scheduler)
    this.sessions.onEnd = () =>
      void this.sockets.look().catch((error: unknown) => log.error({ err: error }, 'sockets were not looked at'))
  }

  static async open(options: StoreOptions): Promise<Store> {
    const { folder, clock, log, walBytes } = options
    const events = createEventBus<PosEvents>({ log })
    let onOutbox = () => {}
    let wakeForwarder = () => {}
    const database = await openStoreDatabase({
      folder,
      clock,
      log,
      walBytes,
      onCommitted: (told) => {
        if (told.some((event) => event.name === OUTBOX_WRITTEN)) onOutbox()
        if (told.some((event) => event.name === AUDIT_RECORDED)) wakeForwarder()
        events.publish(told)
      },
    })
    const pepper = await readPepper(pepperFile(folder))
    const store = new Store(options, database, events, await LineageMark.open(folder), pepper)
    onOutbox = () => {
      store.upLink?.pusher.wake()
      store.#markSoon()
    }
    wakeForwarder = () => store.#work?.audit.wake()
    await store.#readIdentity()
    await store.#lookAtLineage()
    await store.sessions.load()
    store.sessions.takeIn()
    await store.drills.recover()
    store.needs.rights.restore(await store.#read((tx) => readMeta(tx, 'rights_watch')))
    store.#keepRightsWatch()
    return store
  }

  get identity(): StoreIdentity | undefined {
    return this.#identity
  }

  get upLink(): UpLink | undefined {
    return this.#upLink
  }

  /** Uses a provisioning token, unless this folder belongs to a store already. */
  async provision(hqUrl: string, token: string): Promise<void> {
    if (this.#identity) return
    const { folder, clock, ids } = this.options
    const keyFile = join(folder, 'server-key.pem')
    const files = { keyFile, pepperFile: pepperFile(folder) }
    this.#identity = await provision({ database: this.database, ...files, hqUrl, token, clock, ids })
    this.#pepper = await readPepper(pepperFile(folder))
    await this.#lookAtLineage()
  }

  /**
   * Begins to talk to head office, at `hqUrl` or where it was last.
   *
   * @throws Error when nobody ever said where head office is
   */
  async connect(hqUrl?: string): Promise<void> {
    const identity = this.#identity
    if (!identity || this.#upLink) return
    const { folder, clock, syncClock = clock, log } = this.options
    const baseUrl = hqUrl ?? (await this.#read((tx) => readMeta(tx, 'hq_url')))
    if (baseUrl === undefined) throw new Error('The address of head office is not known: set POS_HQ_URL.')
    const { deviceId, tenantId, storeId } = identity
    const privateKey = privateKeyOf(await serverKey(join(folder, 'server-key.pem')))
    const { pullRules } = this.needs
    pullRules.seal(SYNC_PULL_ACTIONS)
    const { catalogue } = this.database
    const times = new LineTimes({ catalogue, needs: this.needs, place: identity, pollMs: this.options.pollMs })
    this.#upLink = createUpLink({
      database: this.database,
      baseUrl,
      signer: { peerId: deviceId, tenantId, privateKey },
      tenantId,
      storeId,
      clock,
      syncClock,
      log,
      outside: this.#outside,
      pullRules,
      onCommitted: (events) => this.events.publish(events),
      cover: (seq) => this.#lineageMark.cover({ lineage: identityOrRefuse(this.#identity).lineage, lastSeq: seq }),
      nextNight: (now) => times.nextNight(now),
      onAsk: (ask) => takeAsk(this, ask),
      onForked: (lineage) => this.#leaveLineage(lineage),
      newLife: () => this.#read(unknownLife),
      offered: (life) => this.#write('sync.offered', (unit) => keepLife(unit, life)),
      // A head office that forgot what it had told may have forgotten what it was told.
      onResync: async (reason) => {
        if (reason === 'AHEAD_OF_HEAD') await this.#write('sync.ahead', (unit) => keepLife(unit, null))
      },
      onApplied: (entities, { version }) => {
        // The age of a word counts from its arrival.
        this.needs.rights.look()
        this.sessions.takeIn()
        if ((entities?.has('setting') ?? true) && this.#upLink) times.apply(this.#upLink)
        if (entities?.has('value_allowance') ?? true) this.#work?.allowances.wake()
        this.notices.publish(tenantId, { version })
        this.news.tell(tenantId, areOfRights(entities) ? ['catalogue', 'people'] : ['catalogue'])
      },
    })
    times.apply(this.#upLink)
    this.#upLink.start()
    this.#work = new OwnWork(this.needs, this.#outside.scheduler, log, (name, work) => this.#write(name, work))
  }

  async close(): Promise<void> {
    this.#isClosed = true
    this.#stopWatch()
    this.#cancelMark?.()
    this.notices.close()
    this.news.close()
    this.sockets.close()
    await this.#work?.stop()
    await this.drills.stop()
    await this.#upLink?.stop()
    await this.contacts.stop()
    await this.sessions.stop()
    // What cannot be written now is written before it is sent.
    await this.#keepMark().catch(() => {})
    await this.database.close()
    await this.events.drain()
  }

  /** Writes down every minute how long head office has been silent, so that a restart does not forget it. */
  #keepRightsWatch(): void {
    const { clock } = this.options
    this.#stopWatch = this.#outside.scheduler.after(KEEP_MS, () => {
      const kept = this.needs.rights.look()
      const ctx: Context = { tenantId: '', appContext: 'system', correlationId: 'rights', at: clock.now() }
      const keeping =
        kept === undefined
          ? Promise.resolve()
          : this.database.unitOfWork.write(ctx, 'rights.watch', (unit) =>
              writeMeta(unit, 'rights_watch', JSON.stringify(kept)),
            )
      // What cannot be written now is written in a minute.
      void keeping
        .catch(() => {})
        .then(() => {
          if (!this.#isClosed) this.#keepRightsWatch()
        })
    })
  }

  /**
   * Finds out whether the database is an older copy than the one that worked here before; then it begins a new lineage,
   * before anything is sold.
   */
  async #lookAtLineage(): Promise<void> {
    const identity = this.#identity
    if (!identity) return
    const mark = this.#lineageMark.kept
    if (await this.#read((tx) => wasRestored(tx, identity, mark))) {
      this.options.log.warn({ lineage: identity.lineage, mark }, 'the database was restored: it begins a new lineage')
      await this.#beginLineage('restored')
    }
    await this.#keepMark()
    if (mark === undefined) await this.#write('lineage.mark', (unit) => writeMeta(unit, 'lineage_marked', '1'))
  }

  /** Head office knows another life of `lineage`: what it has not acknowledged of it leaves in another one. */
  async #leaveLineage(lineage: LineageId): Promise<void> {
    if (identityOrRefuse(this.#identity).lineage === lineage) return this.#beginLineage('forked')
    await this.#write('lineage.leave', (unit) => sendUnder(unit, lineage, identityOrRefuse(this.#identity).lineage))
  }

  async #beginLineage(reason: LineageStartedFact['reason']): Promise<void> {
    const { ids, log } = this.options
    try {
      const started = await this.#write('lineage.begin', (unit) => {
        const from = identityOrRefuse(readIdentity(unit.tx))
        const fact = moveToLineage(unit, from, ids.next(), reason)
        // Units that come after this one in its group must not number in the old lineage.
        this.#take(readIdentity(unit.tx))
        tellLineage(unit, this.needs, fact)
        if (reason === 'forked') sendUnder(unit, fact.replaces, fact.id)
        return fact
      })
      log.warn(started, 'a new lineage began')
    } catch (error) {
      await this.#readIdentity()
      throw error
    }
    await this.#keepMark()
  }

  #take(identity: StoreIdentity | undefined): void {
    this.#identity = identity
    this.#hybridClock = undefined
  }

  /** Writes within a second down how far the outbox is. */
  #markSoon(): void {
    if (this.#isClosed) return
    this.#cancelMark ??= this.#outside.scheduler.after(MARK_MS, () => {
      this.#cancelMark = undefined
      // What cannot be written now is written before it is sent.
      void this.#keepMark().catch(() => {})
    })
  }

  async #keepMark(): Promise<void> {
    const { lineage } = this.#identity ?? {}
    if (lineage === undefined) return
    await this.#lineageMark.cover({ lineage, lastSeq: await this.#read(lastOutboxSeq) })
  }

  #write<Result>(name: string, work: (unit: Unit<StoreTx>) => Awaitable<Result>): Promise<Result> {
    const { tenantId, storeId } = identityOrRefuse(this.#identity)
    const at = this.options.clock.now()
    const ctx: Context = { tenantId, storeId, appContext: 'system', correlationId: name, at }
    return this.database.unitOfWork.write(ctx, name, work)
  }

  #mark(at: Instant): string {
    this.#hybridClock ??= new HybridClock(identityOrRefuse(this.#identity).lineage.slice(-12))
    return this.#hybridClock.next(at)
  }

  async #readIdentity(): Promise<void> {
    this.#take(await this.#read(readIdentity))
  }

  #read<Result>(work: (tx: StoreTx) => Result): Promise<Result> {
    const ctx: Context = { tenantId: '', appContext: 'system', correlationId: 'store', at: this.options.clock.now() }
    return this.database.unitOfWork.read(ctx, work)
  }
}
