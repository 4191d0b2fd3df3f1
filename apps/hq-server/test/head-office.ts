import { privateKeyOf, newPeerKey, signRequest, createLog, type Logger } from '@pos/server-kit'
import type { Context, Ids, Unit } from '@pos/core'
import type { HqTx } from '@pos/db'
import type { StoreId } from '@pos/shared-types'
import {
  fakeClock,
  migratedPgDatabase,
  sequentialIds,
  TEST_TENANT,
  temporaryFolder,
  type FakeClock,
} from '@pos/testing'
import { sql, type SQL } from 'drizzle-orm'
import { createTenant, newRef, openHq, provisionStore, type Hq } from '../src/index.ts'
import { Client } from '@pos/testing'
import { CodeApps } from './code-apps.ts'
import { fillCompany, type Company } from './company.ts'

/** Head office with one company, as its process runs it, but for the clock, the ids and the cost of hashes. */
export type HeadOffice = {
  readonly hq: Hq
  readonly clock: FakeClock
  readonly ids: Ids
  readonly company: Company
  readonly anybody: Client
  /** Whose code is asked for: the super admin's. */
  readonly apps: CodeApps
  /** Signed in, once while the session lasts, since another sign-in would end it: `owner` (super admin), `buyer`, `accountant`, `nobody` (without a role). */
  readonly as: (username: string) => Promise<Client>
  /** A store server with its own key, provisioned for a store. */
  readonly storeServer: (storeId: StoreId) => Promise<StoreServer>
  /** Rows as an onlooker of the company's database sees them. */
  readonly rows: <Row>(statement: SQL) => Promise<Row[]>
  readonly write: <Result>(work: (unit: Unit<HqTx>) => Promise<Result>) => Promise<Result>
  /** The catalogue version, and what changed since `version`. */
  readonly version: () => Promise<number>
  readonly changesSince: (version: number) => Promise<readonly Change[]>
  /** What the servers logged as errors; empty unless something unexpected happened. */
  readonly errors: readonly string[]
  readonly close: () => Promise<void>
}

export type StoreServer = { readonly deviceId: string; readonly storeId: StoreId; readonly peer: Client }
export type Change = { readonly entity: string; readonly id: string; readonly op: 'U' | 'D'; readonly version: number }

export const PASSWORD = 'correct horse battery'
export const SLUG = 'test-company'

export async function openHeadOffice(): Promise<HeadOffice> {
  const urls = await migratedPgDatabase()
  const folder = temporaryFolder()
  const clock = fakeClock()
  const ids = sequentialIds(0x100)
  const errors: string[] = []
  const log = errorLog(errors)
  const hashCost = { memoryKib: 1024, passes: 2 }
  const hq = await openHq({ folder: folder.path, ...urls, clock, ids, log, hashCost })
  const { unitOfWork } = hq.database
  const ctx = (): Context => ({ tenantId: TEST_TENANT, appContext: 'hq', correlationId: 'test', at: clock.now() })
  const passwordHash = await hq.passwords.of(TEST_TENANT).hash(PASSWORD)
  const company = await unitOfWork.write(ctx(), 'test.company', async (unit) => {
    const admin = { username: 'owner', displayName: 'Olga Owner', passwordHash }
    const tenant = { slug: SLUG, name: 'Test company', country: 'US', currency: 'USD', locale: 'en' } as const
    const { adminId } = await createTenant(unit, ids, { ...tenant, admin })
    await fewSecondFactors(unit, ids)
    return fillCompany({ ...unit, userId: adminId }, ids, passwordHash)
  })
  const anybody = new Client(hq.app, () => ({}))
  const apps = new CodeApps(clock)

  const signedIn = new Map<string, Client>()
  const as = async (username: string) => {
    const before = signedIn.get(username)
    if (before && (await before.get('/auth/me')).status === 200) return before
    const credentials = { tenant: SLUG, username, password: PASSWORD }
    const { status, body, text } = await apps.signIn((path, given) => anybody.post(path, given), credentials)
    if (status !== 200) throw new Error(`${username} cannot sign in: ${status} ${text}`)
    const client = new Client(hq.app, () => ({ authorization: `Bearer ${body.accessToken}` }))
    signedIn.set(username, client)
    return client
  }

  const storeServer = async (storeId: StoreId): Promise<StoreServer> => {
    const { token } = await unitOfWork.write(ctx(), 'test.provision', (unit) => provisionStore(unit, ids, storeId))
    const { publicKey, privateKeyPem } = newPeerKey()
    const claim = { token, publicKey, platform: 'test', appVersion: '0' }
    const { body } = await anybody.post<{ deviceId: string }>('/provisioning/claim', claim)
    const signer = { peerId: body.deviceId, tenantId: TEST_TENANT, privateKey: privateKeyOf(privateKeyPem) }
    const peer = new Client(hq.app, (method, target, payload) =>
      signRequest(signer, { method, target, atMs: clock.now(), body: payload }),
    )
    return { deviceId: body.deviceId, storeId, peer }
  }

  const rows = <Row>(statement: SQL): Promise<Row[]> => unitOfWork.read(ctx(), (tx) => tx.query<Row>(statement))
  const close = async () => {
    await hq.app.close()
    await hq.close()
    await urls.drop()
    folder.remove()
  }
  return {
    hq,
    clock,
    ids,
    company,
    anybody,
    apps,
    as,
    storeServer,
    rows,
    write: (work) => unitOfWork.write(ctx(), 'test.write', work),
    version: () => versionOf(rows),
    changesSince: (version) => changesSince(rows, version),
    errors,
    close,
  }
}

/** Most tests are about something else than the code of an app, which only super admins cannot do without. */
async function fewSecondFactors(unit: Unit<HqTx>, ids: Ids): Promise<void> {
  const id = ids.next()
  await unit.tx.insert('settings', [
    { ...newRef(unit), id, key: 'auth.mfa_required', level: 'company', value: 'super_admins' },
  ])
  unit.tx.touch('setting', id)
}

type Rows = HeadOffice['rows']

async function versionOf(rows: Rows): Promise<number> {
  const [head] = await rows<{ version: number }>(sql`select version from sync_head`)
  return head?.version ?? 0
}

function changesSince(rows: Rows, version: number): Promise<Change[]> {
  return rows<Change>(sql`
    select entity, entity_id as id, op, version from sync_change where version > ${version} order by version, entity, id`)
}

function errorLog(errors: string[]): Logger {
  const write = (line: string) => void errors.push(line)
  return createLog({ name: 'test', level: 'error', destination: { write } })
}
