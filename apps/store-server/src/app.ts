import { join } from 'node:path'
import type { StoreTx } from '@pos/db'
import {
  auditDesk,
  countSessions,
  createSecretHasher,
  createServer,
  createSocketTickets,
  createTokens,
  databasePeers,
  defineModule,
  liveRoutes,
  readNodeKey,
  NO_TENANT,
  recordAudit,
  recordRefused,
  readPepper,
  serveWebClient,
  sha256,
  SignInDesk,
  SnapshotCache,
  SyncIncidents,
  storeIngest,
  tillFeed,
  tillSnapshots,
  withPushRules,
  type FastifyInstance,
  type HashCost,
  type ServerModule,
} from '@pos/server-kit'
import { createIngest, createRepair, type EventHandler } from '@pos/sync-engine'

import { STORE_ACTIONS } from './actions.ts'
import { auditModule } from './modules/audit/index.ts'
import { accessModule } from './modules/access/index.ts'
import { approvalsModule } from './modules/approvals/index.ts'
import { catalogueModule } from './modules/catalogue/index.ts'
import { certificatesModule, type StoreHttps } from './modules/certificates/index.ts'
import { customersModule } from './modules/customers/index.ts'
import { devicesModule } from './modules/devices/index.ts'
import { drillsModule } from './modules/drills/index.ts'
import { inventoryModule } from './modules/inventory/index.ts'
import { policiesModule } from './modules/policies/index.ts'
import { registersModule } from './modules/registers/index.ts'
import { salesModule } from './modules/sales/index.ts'
import { shiftsModule } from './modules/shifts/index.ts'
import { syncFigures, syncModule } from './modules/sync/index.ts'
import { valuesModule } from './modules/values/index.ts'
import type { StoreNeeds } from './needs.ts'
import type { Store } from './store.ts'
import { version } from './version.ts'

export type StoreAppOptions = {
  /** The build of the web client; no pages without. */
  readonly webFolder?: string
  /** Origins of pages that are served elsewhere. */
  readonly origins?: readonly string[]
  readonly metricsToken?: string | undefined
  /** How the store speaks https, if it does. */
  readonly https?: StoreHttps | undefined
  /** Smaller only in tests. */
  readonly hashCost?: HashCost
}

/** The modules of the shop's business by name, in the order in which their rules run. */
export const businessModules = (needs: StoreNeeds): readonly ServerModule[] => [
  policiesModule(needs),
  catalogueModule(needs),
  registersModule(needs),
  devicesModule(needs),
  approvalsModule(needs),
  salesModule(needs),
  inventoryModule(needs),
  shiftsModule(needs),
  customersModule(needs),
  valuesModule(needs),
]

/** Puts the store's server together; the rules of sync run after those of the business. */
export async function buildStoreApp(
  store: Store,
  { hashCost, webFolder, origins, metricsToken, https }: StoreAppOptions = {},
): Promise<FastifyInstance> {
  const { needs, database } = store
  const { folder, log, clock, ids } = store.options
  const { unitOfWork } = database
  const cost = hashCost && { cost: hashCost }
  const tokens = await createTokens({
    kind: 'store',
    keyFile: join(folder, 'token-key.pem'),
    clock,
    storeId: () => store.identity?.storeId,
  })
  const passwords = createSecretHasher({ pepper: await readPepper(join(folder, 'password-pepper')), ...cost })
  const pins = createSecretHasher({ pepper: await readPepper(join(folder, 'pin-pepper')), ...cost })
  const badgePepper = await readPepper(join(folder, 'badge-pepper'))

  const nodeKey = await readNodeKey(join(folder, 'session-key'))
  const desk = new SignInDesk<StoreTx>({
    appContext: 'store',
    unitOfWork,
    tokens,
    nodeKey,
    clock,
    ids,
    tokenMinutes: (tx, tenantId) => needs.settings(tx.catalog, tenantId, {})['auth.access_token_min'],
    audit: recordAudit,
    auditRefused: (ctx, entry) => recordRefused(unitOfWork, ctx, entry),
    onEnded: (sessionIds) => store.sessions.end(sessionIds),
  })
  const tickets = await createSocketTickets({ keyFile: join(folder, 'ticket-key'), clock })

  const business = businessModules(needs)
  const handlers = withPushRules(
    needs.rules,
    business.flatMap((module) => (module.sync ?? []) as readonly EventHandler<StoreTx>[]),
  )
  const inbox = { store: storeIngest(unitOfWork), handlers, sha256 }
  const ingest = createIngest({ ...inbox, log })
  const incidents = new SyncIncidents(log)
  const sync = syncModule(
    needs,
    {
      receive: (ctx, batch) => ingest.receive(ctx, batch),
      lacking: (ctx, eventIds) => ingest.lacking(ctx, eventIds),
      lineage: () => store.identity?.lineage,
      feed: (ctx) => tillFeed(unitOfWork, ctx),
      snapshots: new SnapshotCache(join(folder, 'snapshots'), tillSnapshots(unitOfWork)),
      notices: store.notices,
      tickets,
      incidents,
      up: () => store.upLink?.view() ?? null,
      onContact(contact) {
        store.contacts.note(contact)
        store.drills.noteContact(contact)
        if (contact.pushed) store.news.tell(contact.ctx.tenantId, ['stores'])
      },
    },
    {
      repair: createRepair(inbox),
      upLink: () => store.upLink,
      tell: ({ tenantId }) => store.news.tell(tenantId, ['stores']),
    },
  )

  store.events.on('device:revoked', 'sync.close-sockets', ({ payload }) => store.notices.drop(payload.deviceId))
  store.events.on('shift:closed', 'sync.compare', () => store.upLink?.comparer.soon('sales'))
  store.events.on(['approval:requested', 'approval:decided'], 'live.approvals', () => {
    if (store.identity) store.news.tell(store.identity.tenantId, ['approvals'])
  })

  return createServer({
    kind: 'store',
    name: 'Store server',
    version,
    access: needs.access,
    tokens,
    peers: databasePeers({ unitOfWork, clock, kinds: ['device'], tenantOf: () => store.identity?.tenantId }),
    tickets,
    audit: auditDesk(unitOfWork),
    clock,
    ids,
    log,
    identity: () => store.identity,
    origins,
    metricsToken,
    httpsPort: https?.port,
    modules: [
      accessModule({ ...needs, tokens, passwords, pins, badgePepper, desk, nodeKey, peer: () => store.upLink?.peer }),
      ...business,
      auditModule(needs),
      sync,
      drillsModule({
        needs,
        drills: store.drills,
        isHqReached: async () => (await store.upLink?.view())?.isReached ?? false,
      }),
      defineModule({ name: 'live', routes: liveRoutes(store.news, tickets, store.sockets) }),
      certificatesModule(needs, https),
    ],
    seal: () => needs.rules.seal(STORE_ACTIONS),
    readiness: [{ name: 'database', isReady: () => isReadable(store) }],
    countSessions: () => runningSessions(store),
    incidents,
    admit: (caller) => store.lines.admit(caller),
    onRefused: (code) => store.drills.noteRefusal(code),
    syncFigures: () => syncFigures(unitOfWork, store.upLink?.answersSince() ?? null, clock.now()),
    extend: (app) =>
      webFolder === undefined
        ? undefined
        : serveWebClient(app, { folder: webFolder, areas: ['till', 'store', 'install'] }),
  })
}

async function runningSessions({ database, options, identity }: Store): Promise<number> {
  const { tenantId } = identity ?? { tenantId: NO_TENANT }
  const ctx = { tenantId, appContext: 'system', correlationId: 'metrics', at: options.clock.now() } as const
  return database.unitOfWork.read(ctx, (tx) => countSessions(tx, tenantId, ctx.at))
}

async function isReadable({ database, options }: Store): Promise<boolean> {
  const ctx = { tenantId: '', appContext: 'system', correlationId: 'ready', at: options.clock.now() } as const
  return database.unitOfWork.read(ctx, (tx) => tx.prepare('select 1 as one').get() !== undefined)
}
