import { join } from 'node:path'
import type { Context, Ids } from '@pos/core'
import { openStoreDatabase, type CatalogTx, type StoreTx } from '@pos/db'
import {
  createLog,
  createSecretHasher,
  newPeerKey,
  privateKeyOf,
  readPepper,
  renewCertificates,
  sha256,
  signRequest,
  type FastifyInstance,
} from '@pos/server-kit'
import {
  Client,
  fakeClock,
  sequentialIds,
  temporaryFolder,
  TEST_STORE,
  TEST_TENANT,
  type FakeClock,
} from '@pos/testing'
import { buildStoreApp, openHttps, Store, type Https } from '../src/index.ts'
import { fillCatalogue, type USER } from './catalogue.ts'

export const PASSWORD = 'correct horse battery'
export const STORE_LINEAGE = '019cad5e-5e00-7000-8000-000000000001'
const HASH_COST = { memoryKib: 1024, passes: 2 }

/** A store server as its process runs it, with a full catalogue and no head office. */
export type Shop = {
  readonly store: Store
  readonly app: FastifyInstance
  readonly clock: FakeClock
  /** The clock nobody sets. */
  readonly steady: FakeClock
  readonly ids: Ids
  readonly anybody: Client
  /** Signed in at the back office with user name and password, once while the session lasts. */
  readonly as: (username: keyof typeof USER) => Promise<Client>
  /** A till with its own key, enrolled with a code. */
  readonly till: (registerId?: string) => Promise<TillDevice>
  /** Rows of `ops.db`. */
  readonly rows: <Row>(text: string, ...params: (string | number | null)[]) => Promise<Row[]>
  readonly ctx: () => Context
  /** Changes the catalogue as a pull does: at once, with a new version. */
  readonly pull: (work: (tx: CatalogTx) => void) => Promise<void>
  readonly set: (key: string, value: unknown) => Promise<void>
  /** What waits to go to head office, in order, with its text. */
  readonly outbox: () => Promise<{ eventId: string; type: string; payload: string }[]>
  readonly errors: readonly string[]
  readonly https: Https | undefined
  readonly close: () => Promise<void>
}

export type TillDevice = {
  readonly deviceId: string
  readonly peer: Client
  readonly as: (userId: string, pin: string) => Promise<Client>
}

type ShopOptions = { readonly isProvisioned?: boolean; readonly hasCertificates?: boolean }

export async function openShop({ isProvisioned = true, hasCertificates = false }: ShopOptions = {}): Promise<Shop> {
  const folder = temporaryFolder()
  const clock = fakeClock()
  const ids = sequentialIds(0x200)
  const errors: string[] = []
  const log = createLog({ name: 'test', level: 'error', destination: { write: (line) => void errors.push(line) } })
  if (isProvisioned) await prepare(folder.path, clock)
  const steady = fakeClock()
  const outside = { steadyMs: () => steady.now() }
  const store = await Store.open({ folder: folder.path, clock, ids, log, outside, walBytes: 0 })
  if (hasCertificates) await renewCertificates({ folder: folder.path, at: clock.now() })
  const https = await openHttps({ folder: folder.path, port: 0, clock, log })
  const app = await buildStoreApp(store, { hashCost: HASH_COST, https })
  const { unitOfWork, catalogue } = store.database
  const ctx = (): Context => ({
    tenantId: TEST_TENANT,
    storeId: TEST_STORE,
    appContext: 'system',
    correlationId: 'test',
    at: clock.now(),
  })
  const rows = <Row>(text: string, ...params: (string | number | null)[]) =>
    unitOfWork.read(ctx(), (tx: StoreTx) => tx.prepare<Row>(text).all(params))
  const anybody = new Client(app, () => ({}))

  const signedIn = new Map<string, Client>()
  const as: Shop['as'] = async (username) => {
    const before = signedIn.get(username)
    if (before && (await before.get('/auth/me')).status === 200) return before
    const { status, body, text } = await anybody.post<{ accessToken: string }>('/auth/login', {
      username,
      password: PASSWORD,
    })
    if (status !== 200) throw new Error(`${username} cannot sign in: ${status} ${text}`)
    const client = new Client(app, () => ({ authorization: `Bearer ${body.accessToken}` }))
    signedIn.set(username, client)
    return client
  }
  const till = async (registerId?: string): Promise<TillDevice> => {
    const manager = await as('manager')
    const made = await manager.post<{ code: string }>('/devices/enrolments', {
      kind: 'till',
      ...(registerId && { registerId }),
    })
    const { publicKey, privateKeyPem } = newPeerKey()
    const device = {
      code: made.body.code,
      name: 'Till',
      platform: 'test',
      publicKey,
      storage: 'native',
      appVersion: '0',
    }
    const { body } = await anybody.post<{ deviceId: string }>('/devices', device)
    const signer = { peerId: body.deviceId, tenantId: TEST_TENANT, privateKey: privateKeyOf(privateKeyPem) }
    const peer = new Client(app, (method, target, payload) =>
      signRequest(signer, { method, target, atMs: clock.now(), body: payload }),
    )
    const signIn = async (userId: string, pin: string) => {
      const unlocked = await peer.post<{ accessToken: string }>('/pin/unlock', { userId, pin })
      if (unlocked.status !== 200) throw new Error(`the PIN does not open the till: ${unlocked.text}`)
      return new Client(app, () => ({ authorization: `Bearer ${unlocked.body.accessToken}` }))
    }
    return { deviceId: body.deviceId, peer, as: signIn }
  }
  const pull = (work: (tx: CatalogTx) => void) =>
    catalogue.write((tx) => {
      work(tx)
      tx.prepare('update sync_cursors set version = version + 1, head_seen = head_seen + 1').run()
    })
  const set = (key: string, value: unknown) =>
    pull((tx) => {
      tx.prepare('delete from settings where key = ?').run([key])
      if (value === null) return
      const row = { tenantId: TEST_TENANT, revision: 1, createdAt: clock.now(), updatedAt: clock.now(), version: 1 }
      tx.insert('settings', [{ ...row, id: ids.next(), key, level: 'company', value }])
    })
  const outbox = async () => {
    const sent = await rows<{ eventId: string; type: string; payload: Buffer | string }>(
      'select event_id as eventId, type, payload from outbox order by seq',
    )
    return sent.map((event) => ({ ...event, payload: event.payload.toString() }))
  }
  const close = async () => {
    await app.close()
    await store.close()
    folder.remove()
  }
  return { store, app, clock, steady, ids, anybody, as, till, rows, ctx, pull, set, outbox, errors, https, close }
}

/** What provisioning and the first copy of the catalogue leave behind, without a head office. */
async function prepare(folder: string, clock: FakeClock): Promise<void> {
  const pepper = await readPepper(join(folder, 'password-pepper'))
  const passwordHash = await createSecretHasher({ pepper, cost: HASH_COST }).hash(PASSWORD)
  const database = await openStoreDatabase({ folder, clock, walBytes: 0 })
  await database.catalogue.replace((tx) => fillCatalogue(tx, passwordHash))
  const at = clock.now()
  const deviceId = '019cad5e-5e00-7000-8000-000000000002'
  const key = newPeerKey()
  const ctx = { tenantId: TEST_TENANT, appContext: 'system', correlationId: 'prepare', at } as const
  await database.unitOfWork.write(ctx, 'test.provision', ({ tx }) => {
    const device = {
      id: deviceId,
      tenantId: TEST_TENANT,
      storeId: TEST_STORE,
      kind: 'store_server',
      name: 'Server',
    } as const
    const key32 = Buffer.from(key.publicKey, 'base64url')
    const enrolled = { state: 'enrolled', enrolledAt: at, enrolledById: deviceId, lastSeenAt: at } as const
    tx.insert('devices', [
      { ...device, ...enrolled, platform: 'test', publicKey: key32, storage: 'native', appVersion: '0' },
    ])
    const lineage = { id: STORE_LINEAGE, tenantId: TEST_TENANT, storeId: TEST_STORE, deviceId }
    tx.insert('lineages', [{ ...lineage, reason: 'created', startedAt: at, lastSeq: 0 }])
    tx.insert('storeIdentity', [
      {
        singleton: 1,
        tenantId: TEST_TENANT,
        storeId: TEST_STORE,
        hqEpoch: deviceId,
        databaseId: deviceId,
        lineage: STORE_LINEAGE,
        provisionedAt: at,
        keyThumbprint: sha256(key.publicKey),
      },
    ])
  })
  await database.close()
}
