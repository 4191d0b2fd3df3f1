import { join } from 'node:path'
import { login, me } from '@pos/shared-types'
import type { Store } from '@pos/store-server'
import { createFaultProxy, migratedPgDatabase, temporaryFolder, type FaultProxy, type TestDatabase } from '@pos/testing'
import { ask, call } from './ask.ts'
import { openCompany, PASSWORD, type Company, type StorePlan } from './company.ts'
import { freePort } from './free-port.ts'
import { HqHere } from './hq-here.ts'
import { ServerProcess } from './server-process.ts'
import { StoreHere } from './store-here.ts'
import { until } from './until.ts'

export type ChainOptions = {
  readonly stores?: number
  readonly products?: number
  /** Puts a line that can be made bad between each store and head office. */
  readonly hasLine?: boolean
  /** False leaves the store servers as they come from the factory: started without a token. */
  readonly isProvisioned?: boolean
  /** A build of the pages other than the one `npm test` has made, for the stores. */
  readonly pages?: string
  /** Called with each store before its server is built. */
  readonly prepare?: (store: Store) => void
  /** Head office works as two processes on one database: every second store is connected to the other one. */
  readonly hasTwoHqs?: boolean
  /** How often stores ask for news by themselves. */
  readonly pollMs?: number
  /** Of the write-ahead log of stores. */
  readonly walBytes?: number
}

/** A store on its machine: its place in the company, its server, its line to head office. */
export type Site<Kind extends StoreHere | ServerProcess = StoreHere | ServerProcess> = {
  readonly plan: StorePlan
  readonly server: Kind
  readonly folder: string
  readonly url: string
  readonly line: FaultProxy | undefined
}

export type Chain<
  Hq extends HqHere | ServerProcess = HqHere | ServerProcess,
  Shop extends StoreHere | ServerProcess = StoreHere | ServerProcess,
> = {
  readonly company: Company
  readonly database: TestDatabase
  readonly folder: string
  readonly hq: Hq
  /** Where head office has two processes. */
  readonly otherHq: ServerProcess | undefined
  readonly sites: readonly Site<Shop>[]
  readonly close: () => Promise<void>
}

/** A small chain in this process: head office on a real PostgreSQL and its stores, each on its own port. */
export async function startChain(options: ChainOptions = {}): Promise<Chain<HqHere, StoreHere>> {
  const ground = await layGround(options)
  const { hq, company, folder } = ground
  const { pages, pollMs, walBytes } = options
  const chosen = { pages, pollMs, walBytes }
  const sites = await openSites(ground, options, (place) => new StoreHere({ ...place, ...chosen }, options.prepare))
  for (const { server, plan } of sites) await server.start(options.isProvisioned === false ? undefined : plan.token)
  const { database, otherHq } = ground
  return { company, database, folder, hq, otherHq, sites, close: () => closeAll(ground, hq, sites) }
}

/** The same chain as it runs in shops: every server a process of its own. */
export async function startProcesses(options: ChainOptions = {}): Promise<Chain<ServerProcess, ServerProcess>> {
  const ground = await layGround(options)
  const { folder, company, database, port } = ground
  await ground.hq.stop()
  const env = { DATABASE_URL: database.ownerUrl, DATABASE_APP_URL: database.appUrl }
  const hq = new ServerProcess({ kind: 'hq', folder: join(folder, 'hq'), port, env })
  await hq.start()
  const sites = await openSites(
    ground,
    options,
    (place) => new ServerProcess({ kind: 'store', ...place, env: { POS_HQ_URL: place.hqUrl } }),
  )
  for (const { server, plan } of sites) await server.start({ POS_PROVISIONING_TOKEN: plan.token })
  return { company, database, folder, hq, otherHq: ground.otherHq, sites, close: () => closeAll(ground, hq, sites) }
}

type Ground = {
  readonly folder: string
  readonly database: TestDatabase
  readonly port: number
  readonly hq: HqHere
  readonly otherHq: ServerProcess | undefined
  readonly company: Company
  readonly remove: () => void
}

async function layGround({ stores = 1, products = 30, hasTwoHqs = false }: ChainOptions): Promise<Ground> {
  const { path: folder, remove } = temporaryFolder()
  const database = await migratedPgDatabase()
  const port = await freePort()
  const { ownerUrl, appUrl } = database
  const hq = new HqHere({ folder: join(folder, 'hq'), ownerUrl, appUrl, port })
  await hq.start()
  const company = await openCompany(hq.hq, hq.url, { slug: 'proofs', stores, products })
  const otherHq = hasTwoHqs ? await startOtherHq(database, join(folder, 'hq')) : undefined
  return { folder, database, port, hq, otherHq, company, remove }
}

/** A second process with the keys of the first. */
async function startOtherHq({ ownerUrl, appUrl }: TestDatabase, folder: string): Promise<ServerProcess> {
  const env = { DATABASE_URL: ownerUrl, DATABASE_APP_URL: appUrl }
  const hq = new ServerProcess({ kind: 'hq', folder, port: await freePort(), env })
  await hq.start()
  return hq
}

type Place = { readonly folder: string; readonly hqUrl: string; readonly port: number }

async function openSites<Kind extends StoreHere | ServerProcess>(
  { company, folder, hq, otherHq }: Ground,
  { hasLine = false }: ChainOptions,
  serverAt: (place: Place) => Kind,
): Promise<Site<Kind>[]> {
  const sites: Site<Kind>[] = []
  for (const [index, plan] of company.stores.entries()) {
    const { url } = index % 2 === 1 ? (otherHq ?? hq) : hq
    const line = hasLine ? await createFaultProxy({ target: url, seed: index + 1 }) : undefined
    const place = { folder: join(folder, plan.code), hqUrl: line?.url ?? url, port: await freePort() }
    const server = serverAt(place)
    sites.push({ plan, server, folder: place.folder, url: server.url, line })
  }
  return sites
}

async function closeAll(ground: Ground, hq: HqHere | ServerProcess, sites: readonly Site[]): Promise<void> {
  for (const { server, line } of sites) {
    await server.stop()
    await line?.close()
  }
  await hq.stop()
  await ground.otherHq?.stop()
  await ground.database.drop()
  ground.remove()
}

const signedIn = new Map<string, string>()

/**
 * Signs a person in at a store; waits until the store knows him. Whoever is signed in there stays so: signing in again
 * would end what others of the test do in his name.
 */
export async function signIn({ url }: Pick<Site, 'url'>, username: string): Promise<string> {
  const key = `${username} ${url}`
  let token = signedIn.get(key) ?? ''
  if (token !== '' && (await ask(url, me, { token })).status === 200) return token
  await until(
    `${username} can sign in at ${url}`,
    async () => {
      ;({ accessToken: token } = await call(url, login, { body: { username, password: PASSWORD } }))
      return true
    },
    { everyMs: 150 },
  )
  signedIn.set(key, token)
  return token
}
