import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { JOURNAL_STORES, type JournalStores, type TillStorage } from '@pos/pos-logic'
import { newDeviceKey } from '@pos/pos-logic/node'
import { httpPull, privateKeyOf, signedFetch, systemClock } from '@pos/server-kit'
import type { PushEvent } from '@pos/shared-types'
import { memoryStorage, createTill } from '@pos/pos-logic'
import { startChain, type Chain, type Site } from '../harness/chain.ts'
import type { Company, StorePlan } from '../harness/company.ts'
import { openDesk } from '../harness/desk.ts'
import { PIN } from '../harness/pin.ts'
import { storeRows } from '../harness/rows.ts'
import type { StoreHere } from '../harness/store-here.ts'
import { settled } from '../harness/settled.ts'
import { tillPorts } from '../harness/till-ports.ts'
import { enrolmentCode } from '../harness/tills.ts'
import { until } from '../harness/until.ts'
import type { FeedRow } from './memory-hq.ts'

export const TILLS = 2
/** The register of the store server itself. */
const DESK = 2

type Entries = readonly { readonly store: keyof JournalStores; readonly key: string; readonly value: unknown }[]

export type TillTemplate = {
  readonly deviceKey: ReturnType<typeof newDeviceKey>
  readonly entries: Entries
}

export type SiteTemplate = {
  readonly plan: StorePlan
  readonly folder: string
  readonly deskRegisterId: string
  readonly lineage: string
  readonly tills: readonly TillTemplate[]
  /** What the store has pushed. */
  readonly pushed: readonly PushEvent[]
  readonly feed: readonly FeedRow[]
}

/** A small chain as worlds begin: everybody is set up, shifts are open, nothing is under way. */
export type Template = {
  readonly company: Company
  readonly epoch: string
  readonly version: number
  readonly at: number
  readonly sites: readonly SiteTemplate[]
  readonly close: () => Promise<void>
}

/** Sets a chain up on the real servers and takes it apart: what is left starts any number of worlds. */
export async function makeTemplate(): Promise<Template> {
  const chain = await startChain({ stores: 2, products: 12 })
  const before = await Promise.all(chain.sites.map((site) => setUp(chain, site)))
  await settled(chain)
  const readers = chain.sites.map(readerOf)
  for (const { server } of chain.sites) await server.stop()
  const feeds = await readFeeds(readers)
  await chain.hq.stop()
  const sites = await Promise.all(
    chain.sites.map(async (site, index): Promise<SiteTemplate> => {
      const { plan, folder } = site
      const { lineage, pushed } = await readOutbox(folder)
      const deskRegisterId = plan.registerIds[DESK] ?? ''
      return {
        plan,
        folder,
        deskRegisterId,
        lineage,
        pushed,
        tills: before[index] ?? [],
        feed: feeds[index]?.rows ?? [],
      }
    }),
  )
  const [{ epoch, version }] = feeds as [Feed]
  return { company: chain.company, epoch, version, at: systemClock.now(), sites, close: () => chain.close() }
}

async function setUp(chain: Chain, site: Site): Promise<TillTemplate[]> {
  const tills: TillTemplate[] = []
  for (let place = 0; place < TILLS; place += 1) {
    const code = await enrolmentCode(site, place)
    const storage = memoryStorage<JournalStores>(JOURNAL_STORES)
    const deviceKey = newDeviceKey()
    const till = await createTill(tillPorts({ baseUrl: site.url, storage, deviceKey, seed: place }))
    await till.setUp.enrol(code)
    till.start()
    await until('the till has a catalogue', () => till.catalogue.isUsable)
    await till.setUp.takeRegister(site.plan.registerIds[place] ?? '')
    await till.staff.signIn(site.plan.cashier.id, PIN)
    await till.shifts.open({ floatMinor: 10_000 })
    await settled(chain, [till])
    await till.stop()
    tills.push({ deviceKey, entries: await entriesOf(storage) })
  }
  await openDesk(site, DESK)
  return tills
}

async function entriesOf(storage: TillStorage): Promise<Entries> {
  const all = await Promise.all(
    JOURNAL_STORES.map(async (store) =>
      (await storage.list(store)).map(({ key, value }) => ({ store, key, value: value as unknown })),
    ),
  )
  return all.flat()
}

type Feed = { readonly epoch: string; readonly version: number; readonly rows: readonly FeedRow[] }
/** Who a store is to head office, so that its feed can be read once it has stopped. */
type Reader = Pick<Site, 'folder'> & {
  readonly identity: NonNullable<StoreHere['store']['identity']>
  readonly epoch: string
}

function readerOf({ server, folder }: Site): Reader {
  const { identity, upLink } = (server as StoreHere).store
  const cursor = upLink?.puller.status().cursor
  if (!identity || !cursor) throw new Error('the store has pulled')
  return { folder, identity, epoch: cursor.epoch }
}

/** The feeds of all stores at one version: head office goes on by itself, giving them its word on rights. */
async function readFeeds(readers: readonly Reader[]): Promise<readonly Feed[]> {
  for (;;) {
    const feeds: Feed[] = []
    for (const reader of readers) feeds.push(await readFeed(reader))
    if (new Set(feeds.map(({ version }) => version)).size === 1) return feeds
  }
}

/** Head office's whole feed as a store of it sees it. */
async function readFeed({ folder, identity, epoch }: Reader): Promise<Feed> {
  const privateKey = privateKeyOf(await readFile(join(folder, 'server-key.pem'), 'utf8'))
  const signer = { peerId: identity.deviceId, tenantId: identity.tenantId, privateKey }
  const hqUrl = await hqUrlOf(folder)
  const transport = httpPull({ baseUrl: () => hqUrl, send: signedFetch(signer, systemClock) })
  const rows: FeedRow[] = []
  for (let version = 0; ;) {
    const answer = await transport.pull({ epoch, version }, 1_000, AbortSignal.timeout(30_000))
    if (!('page' in answer)) throw new Error(`head office gave no page: ${JSON.stringify(answer)}`)
    const { page } = answer
    for (const { entity, id, version: at, schema, data } of page.changes) {
      if (data !== null) rows.push({ entity, id, version: at, schema, data })
    }
    version = page.to
    if (!page.more) return { epoch, version, rows }
  }
}

async function hqUrlOf(folder: string): Promise<string> {
  const rows = storeRows(folder)
  const [row] = await rows.all(`select value from db_meta where key = 'hq_url'`)
  await rows.close()
  return String(row?.['value'])
}

async function readOutbox(folder: string): Promise<{ lineage: string; pushed: PushEvent[] }> {
  const rows = storeRows(folder)
  const found = await rows.all(`select event_id as "eventId", seq, aggregate_type as "aggregateType",
    aggregate_id as "aggregateId", aggregate_seq as "aggregateSeq", type, schema, hlc, wall_time as "wallTime",
    catalogue_version as "catalogueVersion", payload, sha256, lineage from outbox order by seq`)
  await rows.close()
  const pushed = found.map(({ lineage: _, payload, ...event }) => {
    return { ...event, payload: textOf(payload) } as unknown as PushEvent
  })
  for (const event of pushed) {
    const sum = createHash('sha256').update(event.payload).digest('hex')
    if (sum !== event.sha256) throw new Error(`the outbox holds other bytes than it says for ${event.type}`)
  }
  return { lineage: String(found[0]?.['lineage']), pushed }
}

/** `storeRows` gives bytes as hex. */
export const textOf = (payload: unknown): string => {
  const text = String(payload)
  return text.startsWith('{') ? text : Buffer.from(text, 'hex').toString('utf8')
}
