import { identityOf, waitingIn } from '../links/closed-store.ts'
import { postgresCpuUs } from '../links/postgres-cpu.ts'
import { load } from '../sales/load-process.ts'
import { pushBatches } from '../sales/push-batches.ts'
import { saleBodies, saleRequest, signIn } from '../sales/requests.ts'
import type { Shop } from '../sales/shop.ts'
import { ServerProcess } from '../server-process.ts'

/** Medians over the rounds: processor time of the servers for one sale, and sales a second. */
export type Cost = { readonly cpuUs: number; readonly perSecond: number }
type Pair = { readonly fresh: Cost; readonly old: Cost }

const ROUNDS = 5
const SELL_MS = 1_500
const PUSH_ROUNDS = 3
const PUSH_EVENTS = 800
const PUSH_MS = 20_000

/** Sells at both stores in turn, so that a noisy moment hits both alike. */
export async function saleCosts(fresh: Shop, old: Shop): Promise<Pair> {
  const servers = [await openStore(fresh), await openStore(old)] as const
  try {
    await sell(servers[0])
    await sell(servers[1])
    return await inTurn(
      ROUNDS,
      () => sell(servers[0]),
      () => sell(servers[1]),
    )
  } finally {
    for (const { server } of servers) await server.stop()
  }
}

/** Pushes to both head offices in turn what the stores have just sold. */
export async function ingestCosts(fresh: Shop, old: Shop): Promise<Pair> {
  const offices = [await openOffice(fresh), await openOffice(old)] as const
  try {
    await push(offices[0])
    await push(offices[1])
    return await inTurn(
      PUSH_ROUNDS,
      () => push(offices[0]),
      () => push(offices[1]),
    )
  } finally {
    for (const { hq } of offices) await hq.stop()
  }
}

async function inTurn(rounds: number, ofFresh: () => Promise<Cost>, ofOld: () => Promise<Cost>): Promise<Pair> {
  const [fresh, old]: [Cost[], Cost[]] = [[], []]
  for (let round = 0; round < rounds; round += 1) {
    fresh.push(await ofFresh())
    old.push(await ofOld())
  }
  return { fresh: medians(fresh), old: medians(old) }
}

type OpenStore = { readonly server: ServerProcess; readonly requests: readonly string[] }

async function openStore(shop: Shop): Promise<OpenStore> {
  const server = await ServerProcess.start('apps/store-server/src/server.ts', { POS_DATA: shop.storeFolder })
  const token = await signIn(server.url, shop)
  return { server, requests: saleBodies(shop, 200).map((body) => saleRequest(body, token)) }
}

async function sell({ server, requests }: OpenStore): Promise<Cost> {
  const before = server.cpuUs() ?? Number.NaN
  const order = { port: server.port, connections: 1, warmUpMs: 0, measureMs: SELL_MS, requests }
  const { statuses, latencies, measuredMs } = await load(order)
  const sales = statuses['201'] ?? 0
  if (Object.keys(statuses).length !== 1 || sales === 0) throw new Error(`sales refused: ${JSON.stringify(statuses)}`)
  return {
    cpuUs: ((server.cpuUs() ?? Number.NaN) - before) / sales,
    perSecond: (latencies.length * 1_000) / measuredMs,
  }
}

async function openOffice({ storeFolder, hqFolder }: Shop) {
  const events = waitingIn(storeFolder, (PUSH_ROUNDS + 1) * PUSH_EVENTS)
  const hq = await ServerProcess.start('apps/hq-server/src/server.ts', { POS_DATA: hqFolder })
  return { ...identityOf(storeFolder), events, hq, hqFolder }
}

async function push(office: Awaited<ReturnType<typeof openOffice>>): Promise<Cost> {
  const { hq, hqFolder, signer, lineage, events } = office
  const some = events.splice(0, PUSH_EVENTS)
  if (some.length === 0) throw new Error('the store has nothing left to push')
  const spent = () => (hq.cpuUs() ?? Number.NaN) + (postgresCpuUs(hqFolder) ?? Number.NaN)
  const before = spent()
  const { perSecond } = await pushBatches({ url: hq.url, signer, lineage }, some, PUSH_MS)
  return { cpuUs: (spent() - before) / some.length, perSecond }
}

function medians(costs: readonly Cost[]): Cost {
  return { cpuUs: median(costs.map(({ cpuUs }) => cpuUs)), perSecond: median(costs.map((cost) => cost.perSecond)) }
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}
