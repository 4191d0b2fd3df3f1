import { once } from 'node:events'
import type { Context } from '@pos/core'
import type { CatalogTx, HqTx } from '@pos/db'
import { createRuleEngine } from '@pos/rule-engine'
import { schema, type EventId, type Notice } from '@pos/shared-types'
import { createIngest, createPuller, createPusher, type EventHandler, type Puller, type Pusher } from '@pos/sync-engine'
import {
  sequentialIds,
  temporaryFolder,
  testContext,
  testHqDatabase,
  testStoreDatabase,
  TEST_STORE,
  TEST_TENANT,
  type TestHqDatabase,
  type TestStoreDatabase,
} from '@pos/testing'
import { sql } from 'drizzle-orm'
import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { WebSocket } from 'ws'
import { addCatalogue, addProduct, atHq, type AddedProduct } from '../../test/support/hq-catalogue.ts'
import {
  appendToOutbox,
  auditDesk,
  catalogueNews,
  createLog,
  createServer,
  createSocketTickets,
  createTokens,
  defineModule,
  factReader,
  hqAccess,
  hqFeed,
  hqIngest,
  hqSnapshots,
  httpPull,
  httpPush,
  newPeerKey,
  nodeScheduler,
  NoticeBoard,
  NoticeClient,
  OUTBOX_WRITTEN,
  privateKeyOf,
  sha256,
  signedFetch,
  SyncIncidents,
  SnapshotCache,
  storeOutbox,
  storeReplica,
  syncRoutes,
  systemClock,
  uuidv7Ids,
  type Signer,
} from '../index.ts'
import { SYNC_PULL_ACTIONS, type SyncPullActions } from './pull-rules.ts'

const ids = sequentialIds(0x47)
const folder = temporaryFolder()
const log = createLog({ name: 'sync test', level: 'silent' })
const random = Math.random
const key = newPeerKey()
const signer: Signer = { peerId: ids.next(), tenantId: TEST_TENANT, privateKey: privateKeyOf(key.privateKeyPem) }
const received: EventId[] = []

let hq: TestHqDatabase
let store: TestStoreDatabase
let app: FastifyInstance
let notices: NoticeBoard<Notice>
let url = ''
let banana: AddedProduct
let pusher: Pusher
let puller: Puller
let listener: NoticeClient

beforeAll(async () => {
  hq = await testHqDatabase()
  const { unitOfWork } = hq.database
  const small = await addCatalogue(unitOfWork)
  banana = await unitOfWork.write(atHq(), 'seed', ({ tx }) => addProduct(tx, small))
  notices = new NoticeBoard<Notice>(nodeScheduler)
  await hq.database.listen('catalogue', (payload) => {
    const news = catalogueNews(payload)
    if (news) notices.publish(news.tenantId, { version: news.version })
  })
  app = await openHq()
  url = await app.listen({ host: '127.0.0.1', port: 0 })
  await openStore()
})
afterAll(async () => {
  listener.stop()
  await pusher.stop()
  await puller.stop()
  notices.close()
  await app.close()
  await store.remove()
  await hq.remove()
  folder.remove()
})

async function openHq(): Promise<FastifyInstance> {
  const { unitOfWork } = hq.database
  const fact = schema.strict({ storeId: schema.uuid(), name: Type.String() })
  const handler: EventHandler<HqTx, { storeId: string; name: string }> = {
    type: 'sale.completed',
    schema: 1,
    read: factReader(fact),
    storeOf: ({ storeId }) => storeId,
    apply: (_unit, events) => void received.push(...events.map((event) => event.eventId)),
  }
  const ingest = createIngest({ store: hqIngest(unitOfWork), handlers: [handler], sha256, log })
  const tickets = await createSocketTickets({ keyFile: `${folder.path}/ticket.key`, clock: systemClock })
  const routes = syncRoutes({
    receive: (ctx: Context, batch) => ingest.receive(ctx, batch),
    lacking: (ctx: Context, eventIds) => ingest.lacking(ctx, eventIds),
    feed: (ctx) => hqFeed(unitOfWork, ctx),
    snapshots: new SnapshotCache(folder.path, hqSnapshots(unitOfWork)),
    notices,
    tickets,
    incidents: new SyncIncidents(log),
  })
  return createServer({
    kind: 'hq',
    name: 'HQ',
    version: '1',
    modules: [defineModule({ name: 'sync', routes })],
    access: hqAccess(unitOfWork, systemClock),
    tokens: await createTokens({ kind: 'hq', keyFile: `${folder.path}/token.key`, clock: systemClock }),
    peers: {
      find: (id) =>
        id === signer.peerId
          ? {
              id,
              kind: 'store',
              tenantId: TEST_TENANT,
              storeId: TEST_STORE,
              publicKey: key.publicKey,
              isRevoked: false,
            }
          : undefined,
    },
    tickets,
    audit: auditDesk(unitOfWork),
    clock: systemClock,
    ids: uuidv7Ids,
    log,
    identity: () => undefined,
  })
}

async function openStore(): Promise<void> {
  store = await testStoreDatabase({
    onCommitted: (events) => void (events.some(({ name }) => name === OUTBOX_WRITTEN) && pusher.wake()),
  })
  const { unitOfWork, catalogue } = store.database
  const link = { baseUrl: () => url, send: signedFetch(signer, systemClock) }
  const common = { clock: systemClock, random, scheduler: nodeScheduler, log }
  const context = () => testContext({ at: systemClock.now() })
  const rules = createRuleEngine<SyncPullActions, CatalogTx>()
  rules.seal(SYNC_PULL_ACTIONS)
  pusher = createPusher({ ...common, outbox: storeOutbox(unitOfWork, context), transport: httpPush(link) })
  puller = createPuller({
    ...common,
    replica: storeReplica({ catalogue, context, clock: systemClock, rules, onCommitted: () => {} }),
    transport: httpPull(link),
  })
  listener = new NoticeClient({
    ...common,
    baseUrl: () => url,
    signer: () => signer,
    onNotice: (version) => puller.notify(version),
    onOpen: () => puller.wake(),
  })
  pusher.start()
  puller.start()
}

const priceInStore = () =>
  store.database.unitOfWork.read(
    testContext(),
    (tx) =>
      tx.catalog
        .prepare<{ price: number }>('select price_minor as price from prices where id = ?')
        .get([banana.priceId])?.price,
  )

test('[SE1] an event written at the store arrives at head office by itself', async () => {
  const eventId = ids.next()
  const payload = JSON.stringify({ storeId: TEST_STORE, name: 'Añejo' })
  await store.database.unitOfWork.write(testContext({ at: systemClock.now() }), 'sell', (unit) =>
    appendToOutbox(unit, {
      eventId,
      lineage: signer.peerId,
      aggregateType: 'sale',
      aggregateId: ids.next(),
      aggregateSeq: 1,
      type: 'sale.completed',
      schema: 1,
      payload,
      hlc: '1',
      catalogueVersion: 0,
    }),
  )
  await vi.waitFor(() => expect(received).toContain(eventId), 5_000)
  await vi.waitFor(async () => expect(await pusher.status()).toMatchObject({ pending: 0, linkCode: null }), 5_000)
})

test('[SE26] [SE28] a store builds its catalogue, and a price changed at head office is in force there a moment later', async () => {
  await vi.waitFor(async () => expect(await priceInStore()).toBe(100), 10_000)
  await hq.database.unitOfWork.write(atHq(), 'price', async ({ tx }) => {
    await tx.query(sql`update prices set price_minor = 175 where id = ${banana.priceId}`)
    tx.touch('price', banana.priceId)
  })
  await vi.waitFor(async () => expect(await priceInStore()).toBe(175), 5_000)
})

test('[SE20] a request nobody signed is refused at every door', async () => {
  for (const path of [
    '/sync/v1/pull?epoch=019cad5e-0000-7000-8000-000000000001&after=0',
    '/sync/v1/snapshot',
    '/sync/v1/health',
  ]) {
    expect((await fetch(url + path)).status).toBe(401)
  }
  const socket = new WebSocket(`${url.replace('http', 'ws')}/sync/v1/notify`)
  const [error] = (await once(socket, 'error')) as [Error]
  expect(error.message).toContain('401')
})

test('[SE31] a foreign epoch is answered with what to do', async () => {
  const answer = await httpPull({ baseUrl: () => url, send: signedFetch(signer, systemClock) }).pull(
    { epoch: TEST_STORE, version: 0 },
    10,
    AbortSignal.timeout(5_000),
  )
  expect(answer).toEqual({ resync: 'EPOCH' })
})

test('[SE32] a snapshot comes packed to those who ask', async () => {
  const response = await signedFetch(signer, systemClock)(`${url}/sync/v1/snapshot`, {
    headers: { 'accept-encoding': 'gzip' },
  })
  expect(response.headers.get('content-encoding')).toBe('gzip')
  expect(await response.text()).toContain('Plátano')
})

test('the health of the channel says how far the feed is', async () => {
  const response = await signedFetch(signer, systemClock)(`${url}/sync/v1/health`)
  expect(await response.json()).toMatchObject({ version: expect.any(Number), epoch: expect.any(String) })
})
