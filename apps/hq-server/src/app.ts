import { join } from 'node:path'
import type { Clock, Ids } from '@pos/core'
import { openHqDatabase, type HqDatabase } from '@pos/db'
import { createEventBus, type EventBus, type PosEvents } from '@pos/event-bus'
import { createRuleEngine } from '@pos/rule-engine'
import {
  areOfRights,
  auditDesk,
  countSessions,
  catalogueNews,
  createServer,
  createSocketTickets,
  createTokens,
  databasePeers,
  hqAccess,
  hqFeed,
  hqIngest,
  hqSnapshots,
  nodeScheduler,
  NO_TENANT,
  NoticeBoard,
  readNodeKey,
  recordAudit,
  recordRefused,
  readPepper,
  readSettings,
  serveWebClient,
  SESSIONS_CHANNEL,
  SessionSockets,
  sha256,
  SignInDesk,
  startUpkeep,
  SnapshotCache,
  SyncIncidents,
  type FastifyInstance,
  type HashCost,
  type Logger,
  withPushRules,
} from '@pos/server-kit'
import { createIngest, createRepair, type EventHandler } from '@pos/sync-engine'
import type { HqTx } from '@pos/db'
import type { Instant, Notice } from '@pos/shared-types'

import { HQ_ACTIONS, type HqActions } from './actions.ts'
import { accessModule, FirstRun, lockPerson, RightsWords } from './modules/access/index.ts'
import { auditModule, keepAnchoring, readAnchoring } from './modules/audit/index.ts'
import { approvalsModule } from './modules/approvals/index.ts'
import { catalogueModule } from './modules/catalogue/index.ts'
import { DEVICES_CHANNEL, devicesModule } from './modules/devices/index.ts'
import { customersModule } from './modules/customers/index.ts'
import { drillsModule } from './modules/drills/index.ts'
import { inventoryModule } from './modules/inventory/index.ts'
import { liveModule, NEWS_OF_REPAIR, shareNews, tellContact } from './modules/live/index.ts'
import { policiesModule } from './modules/policies/index.ts'
import { pricesModule } from './modules/prices/index.ts'
import { reportsModule } from './modules/reports/index.ts'
import { findSale, salesModule } from './modules/sales/index.ts'
import { settingsModule } from './modules/settings/index.ts'
import { shiftsModule } from './modules/shifts/index.ts'
import { storesModule } from './modules/stores/index.ts'
import { GapWatch, PeerContacts, syncFigures, syncModule } from './modules/sync/index.ts'
import { taxesModule } from './modules/taxes/index.ts'
import { tendersModule } from './modules/tenders/index.ts'
import { keepExpiring, valuesModule } from './modules/values/index.ts'
import type { HqNeeds } from './needs.ts'
import { StoreAsks } from './store-asks.ts'
import { readTenantIds } from './tenant-ids.ts'
import { tenantPasswords, type TenantPasswords } from './tenant-passwords.ts'
import { refusingUnusableInput } from './unusable-input.ts'
import { hqChores } from './upkeep.ts'
import { version } from './version.ts'

export type HqOptions = {
  /** Keys and snapshots. */
  readonly folder: string
  readonly ownerUrl: string
  readonly appUrl: string
  readonly clock: Clock
  readonly ids: Ids
  readonly log: Logger
  /** The build of the web client; no pages without. */
  readonly webFolder?: string
  /** Origins of pages that are served elsewhere. */
  readonly origins?: readonly string[]
  readonly metricsToken?: string | undefined
  /** Reverse proxies whose forwarded headers count. */
  readonly proxies?: readonly string[]
  /** Smaller only in tests. */
  readonly hashCost?: HashCost
}

/** Head office, complete and not yet listening. */
export type Hq = {
  readonly app: FastifyInstance
  readonly database: HqDatabase
  readonly events: EventBus<PosEvents>
  readonly passwords: TenantPasswords
  /** Lets the first company in, while there is none. */
  readonly firstRun: FirstRun
  /** Gives stores that were heard their signed word on rights. */
  readonly words: RightsWords
  /** Looks whether what has come from stores has gaps. */
  readonly gaps: GapWatch
  /** Closes what stands behind the app; the app itself is closed first. */
  readonly close: () => Promise<void>
}

/** Puts head office together: every module by name, in the order in which their rules run. */
export async function openHq(options: HqOptions): Promise<Hq> {
  const { folder, ownerUrl, appUrl, clock, ids, log, webFolder } = options
  const events = createEventBus<PosEvents>({ log })
  const database = await openHqDatabase({ ownerUrl, appUrl, log, onCommitted: (told) => events.publish(told) })
  const { unitOfWork } = database
  const rules = createRuleEngine<HqActions, HqTx>()
  const tokens = await createTokens({ kind: 'hq', keyFile: join(folder, 'token-key.pem'), clock })
  const passwords = tenantPasswords(await readPepper(join(folder, 'password-pepper')), options.hashCost)
  const needs: HqNeeds = { unitOfWork: refusingUnusableInput(unitOfWork), passwords, rules, clock, ids }
  const nodeKey = await readNodeKey(join(folder, 'session-key'))
  const desk = new SignInDesk<HqTx>({
    appContext: 'hq',
    unitOfWork: needs.unitOfWork,
    tokens,
    nodeKey,
    clock,
    ids,
    lockPerson,
    tokenMinutes: async (tx, tenantId) => (await readSettings(tx, tenantId, {}))['auth.access_token_min'],
    audit: recordAudit,
    auditRefused: (ctx, entry) => recordRefused(unitOfWork, ctx, entry),
  })
  const firstRun = new FirstRun(unitOfWork, clock)
  const access = hqAccess(unitOfWork, clock)
  const contacts = new PeerContacts(unitOfWork, clock, nodeScheduler)
  const words = await RightsWords.open({
    unitOfWork,
    clock,
    ids,
    scheduler: nodeScheduler,
    keyFile: join(folder, 'rights-key.pem'),
  })
  const tickets = await createSocketTickets({ keyFile: join(folder, 'ticket-key'), clock })
  const notices = new NoticeBoard<Notice>(nodeScheduler)
  const { news, stop: stopSharing } = await shareNews({ database, scheduler: nodeScheduler, processId: ids.next() })
  const sockets = new SessionSockets(access, nodeScheduler)
  const stopWatching = await database.listen(SESSIONS_CHANNEL, (tenantId) => {
    sockets.look(tenantId).catch((error: unknown) => log.error({ err: error }, 'sockets were not looked at'))
  })
  const stopListening = await database.listen('catalogue', (payload) => {
    const changed = catalogueNews(payload)
    if (!changed) return
    notices.publish(changed.tenantId, { version: changed.version })
    news.hear(changed.tenantId, areOfRights(changed.entities) ? ['catalogue', 'people'] : ['catalogue'])
  })

  const stopDevices = await database.listen(DEVICES_CHANNEL, (id) => id !== undefined && notices.drop(id))

  const asks = await StoreAsks.open({ database, notices, scheduler: nodeScheduler, ids })
  const anchoring = { unitOfWork, clock, ...(await readAnchoring(folder)) }
  const business = [
    storesModule(needs),
    devicesModule(needs),
    catalogueModule(needs),
    pricesModule(needs),
    taxesModule(needs),
    tendersModule(needs),
    settingsModule(needs),
    approvalsModule({ ...needs, findSale }),
    policiesModule(needs),
    salesModule(needs),
    shiftsModule(needs),
    inventoryModule(needs),
    customersModule(needs),
    valuesModule(needs, nodeKey),
    reportsModule(needs),
    drillsModule(needs, asks),
    auditModule(needs, anchoring),
  ]
  const handlers = withPushRules(
    rules,
    business.flatMap((module) => ('sync' in module ? (module.sync as readonly EventHandler<HqTx>[]) : [])),
  )
  const inbox = { store: hqIngest(unitOfWork), handlers, sha256 }
  const ingest = createIngest({ ...inbox, log })
  const incidents = new SyncIncidents(log)
  events.on('lineage:started', 'sync.tell-lineage', ({ payload }) =>
    incidents.note(payload.reason === 'restored' ? 'lineage_restored' : 'lineage_forked', payload),
  )
  const sync = syncModule(
    needs,
    {
      receive: (ctx, batch) => ingest.receive(ctx, batch),
      lacking: (ctx, eventIds) => ingest.lacking(ctx, eventIds),
      feed: (ctx) => hqFeed(unitOfWork, ctx),
      snapshots: new SnapshotCache(join(folder, 'snapshots'), hqSnapshots(unitOfWork)),
      notices,
      tickets,
      incidents,
      onContact(contact) {
        contacts.note(contact)
        words.note(contact.ctx)
        tellContact(news, contact)
      },
    },
    {
      repair: createRepair(inbox),
      onSettled: ({ tenantId }) => news.tell(tenantId, NEWS_OF_REPAIR),
      asks,
      onCompared: (tenantId) => news.tell(tenantId, ['stores']),
    },
  )

  const app = await createServer({
    kind: 'hq',
    name: 'Head office',
    version,
    access,
    tokens,
    peers: databasePeers({ unitOfWork, clock, kinds: ['store'], tenantOf: (claimed) => claimed }),
    tickets,
    audit: auditDesk(unitOfWork),
    clock,
    ids,
    log,
    identity: () => undefined,
    origins: options.origins,
    metricsToken: options.metricsToken,
    ...(options.proxies && options.proxies.length > 0 && { trustProxy: options.proxies }),
    modules: [
      accessModule({ ...needs, desk, nodeKey, firstRun, access }),
      ...business,
      sync,
      liveModule(news, tickets, sockets),
    ],
    seal: () => rules.seal(HQ_ACTIONS),
    readiness: [{ name: 'database', isReady: () => isReadable(database, clock) }],
    countSessions: () => runningSessions(unitOfWork, clock.now()),
    incidents,
    syncFigures: () => syncFigures(unitOfWork, clock.now()),
    extend: (server) =>
      webFolder === undefined ? undefined : serveWebClient(server, { folder: webFolder, areas: ['hq'] }),
  })
  const gaps = new GapWatch({
    unitOfWork,
    clock,
    scheduler: nodeScheduler,
    log,
    onGap(tenantId, { storeId, received }) {
      incidents.note('missing', { tenantId, storeId, missing: received.missing }, received.missing)
      // A store that cannot be asked now is asked in a minute.
      void asks.ask(storeId, { kind: 'offer' }).catch(() => {})
    },
  })
  const stopAnchoring = keepAnchoring(anchoring, nodeScheduler, log)
  const stopExpiring = keepExpiring(needs, nodeScheduler, log)
  const stopUpkeep = startUpkeep(hqChores({ unitOfWork, clock }), nodeScheduler, log)
  const close = async () => {
    await stopUpkeep()
    await stopAnchoring()
    await gaps.stop()
    asks.stop()
    await stopExpiring()
    stopWatching()
    sockets.close()
    stopListening()
    stopSharing()
    stopDevices()
    notices.close()
    news.close()
    words.stop()
    await contacts.stop()
    await database.close()
    await events.drain()
  }
  return { app, database, events, passwords, firstRun, words, gaps, close }
}

async function runningSessions(unitOfWork: HqDatabase['unitOfWork'], at: Instant): Promise<number> {
  let count = 0
  for (const tenantId of await readTenantIds(unitOfWork, 'metrics', at)) {
    const ctx = { tenantId, appContext: 'system', correlationId: 'metrics', at } as const
    count += await unitOfWork.read(ctx, (tx) => countSessions(tx, tenantId, at))
  }
  return count
}

async function isReadable({ unitOfWork }: HqDatabase, clock: Clock): Promise<boolean> {
  const ctx = { tenantId: NO_TENANT, appContext: 'system', correlationId: 'ready', at: clock.now() } as const
  await unitOfWork.read(ctx, () => undefined)
  return true
}
