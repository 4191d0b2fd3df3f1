import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Context } from '@pos/core'
import { openHq, provisionStore, type Hq } from '@pos/hq-server'
import { createLog, systemClock, uuidv7Ids } from '@pos/server-kit'
import { setPin, syncStatus } from '@pos/shared-types'
import { buildStoreApp, Store } from '@pos/store-server'
import { migratedPgDatabase, temporaryFolder } from '@pos/testing'
import { demoChain } from '../src/demo/catalogue/demo-chain.ts'
import { people } from '../src/demo/catalogue/people.ts'
import { company } from '../src/demo/catalogue/stores.ts'
import { ChainIds } from '../src/demo/prepare/chain-ids.ts'
import { seedHeadOffice } from '../src/demo/prepare/head-office.ts'
import { ServerClient, type Account } from '../src/replay/api/server-client.ts'

/** A store of the small chain, and its manager. */
export type SmallStore = { readonly url: string; readonly managerAccount: Account; readonly pin: string }

/** Head office and stores of the demo company in this process, on real ports, with hardly any products and no sales. */
export type SmallChain = {
  readonly folder: string
  readonly hqUrl: string
  readonly admin: Account
  /** The database of head office, as its server opens it. */
  readonly databaseUrl: string
  readonly store: (code: string) => SmallStore
  /** Head office, or a store by its code, is away for `ms` and comes back with what it had. */
  readonly interrupt: (what: string, ms: number) => Promise<void>
  readonly close: () => Promise<void>
}

const HOST = '127.0.0.1'
const HASH_COST = { memoryKib: 1024, passes: 2 }
const HEAD_OFFICE = 'head office'
const log = createLog({ name: 'test', level: 'silent' })

export async function openSmallChain(storeCodes: readonly string[]): Promise<SmallChain> {
  const { path: folder, remove } = temporaryFolder()
  const urls = await migratedPgDatabase()
  const hqPlace = { folder: join(folder, 'hq'), ownerUrl: urls.ownerUrl, appUrl: urls.appUrl }
  mkdirSync(hqPlace.folder)
  const servers = new Map<string, Server>()
  const hq = await startHq(hqPlace, 0)
  servers.set(HEAD_OFFICE, { ...hq, again: async () => startHq(hqPlace, portOf(hq.url)) })
  const stores = new Map<string, SmallStore>()
  for (const [code, token] of await seed(hq.hq, storeCodes)) {
    const place = { folder: join(folder, code), hqUrl: hq.url }
    const server = await startStore(place, 0, token)
    servers.set(code, { ...server, again: () => startStore(place, portOf(server.url)) })
    stores.set(code, await setUpStore(server.url, code))
  }
  const interrupt = async (what: string, ms: number) => {
    const server = servers.get(what)!
    await server.stop()
    await sleep(ms)
    servers.set(what, { ...server, ...(await server.again()) })
  }
  const close = async () => {
    for (const server of [...servers.values()].toReversed()) await server.stop()
    await urls.drop()
    remove()
  }
  const admin = { tenant: company.slug, ...secretsOf(({ username }) => username === 'marisol') }
  return {
    folder,
    hqUrl: hq.url,
    databaseUrl: urls.appUrl,
    admin,
    store: (code) => stores.get(code)!,
    interrupt,
    close,
  }
}

type Running = { readonly url: string; readonly stop: () => Promise<void> }
type Server = Running & { readonly again: () => Promise<Running> }

async function startHq(place: { folder: string; ownerUrl: string; appUrl: string }, port: number) {
  const hq = await openHq({ ...place, clock: systemClock, ids: uuidv7Ids, log, hashCost: HASH_COST })
  const url = await hq.app.listen({ host: HOST, port })
  const stop = async () => {
    await hq.app.close()
    await hq.close()
  }
  return { hq, url, stop }
}

async function startStore(place: { folder: string; hqUrl: string }, port: number, token?: string): Promise<Running> {
  mkdirSync(place.folder, { recursive: true })
  const server = await Store.open({ folder: place.folder, clock: systemClock, ids: uuidv7Ids, log })
  if (token !== undefined) await server.provision(place.hqUrl, token)
  const app = await buildStoreApp(server, { hashCost: HASH_COST })
  const url = await app.listen({ host: HOST, port })
  await server.connect(place.hqUrl)
  const stop = async () => {
    await app.close()
    await server.close()
  }
  return { url, stop }
}

const portOf = (url: string) => Number(new URL(url).port)

async function seed(hq: Hq, storeCodes: readonly string[]): Promise<Map<string, string>> {
  const chain = demoChain('small')
  const small = { ...chain, products: chain.products.slice(0, 3), openingStock: [] }
  const ids = new ChainIds(uuidv7Ids)
  const ctx: Context = {
    tenantId: uuidv7Ids.next(),
    appContext: 'system',
    correlationId: 'test',
    at: systemClock.now(),
  }
  const { passwords, database } = hq
  const needs = { unitOfWork: database.unitOfWork, passwords, ids: uuidv7Ids, chainIds: ids, ctx }
  await seedHeadOffice({ ...needs, signal: new AbortController().signal }, small)
  const tokens = new Map<string, string>()
  for (const code of storeCodes) {
    const { token } = await database.unitOfWork.write(ctx, 'test.provision', (unit) =>
      provisionStore(unit, uuidv7Ids, ids.of('store', code)),
    )
    tokens.set(code, token)
  }
  return tokens
}

async function setUpStore(url: string, code: string): Promise<SmallStore> {
  const { pin, ...managerAccount } = secretsOf(({ roles }) =>
    roles.some((role) => role.roleCode === 'store_manager' && role.storeCode === code),
  )
  const manager = new ServerClient({ name: code, baseUrl: url, account: managerAccount })
  await until(async () => (await manager.signIn().then(() => manager.call(syncStatus))).head > 0)
  await manager.call(setPin, { body: { pin } })
  return { url, managerAccount, pin }
}

function secretsOf(isMeant: (person: (typeof people)[number]) => boolean) {
  const { username, password, pin } = people.find(isMeant)!
  return { username, password: password ?? '', pin: pin ?? '' }
}

/** Waits; what is refused meanwhile counts as not yet. */
async function until(isTrue: () => Promise<boolean>): Promise<void> {
  const giveUpAt = performance.now() + 20_000
  while (!(await isTrue().catch(() => false))) {
    if (performance.now() > giveUpAt) throw new Error('waited too long')
    await sleep(50)
  }
}
