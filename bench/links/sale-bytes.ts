import { saleBodies, saleRequest, signIn } from '../sales/requests.ts'
import { load } from '../sales/load-process.ts'
import { prepareShops, type Shop } from '../sales/shop.ts'
import { tillEvents } from '../sales/till-pushes.ts'
import { ServerProcess } from '../server-process.ts'
import { identityOf, waitingIn } from './closed-store.ts'
import type { Carried } from './counting-proxy.ts'
import { postgresCpuUs } from './postgres-cpu.ts'
import { bytesPerEvent } from './wire-bytes.ts'

const ALONE = 20
const TOGETHER = 40
const COSTED = 400
/** Four connections sell more than all of these pushes need. */
const SELLERS = 4
const SELL_MS = 4_000

/** What a sale of five lines weighs on its two ways up; to head office plain as it would be, and packed as it is. */
export type SaleBytes = {
  readonly tillUp: Carried
  readonly plain: Carried
  readonly packed: Carried
  readonly plainBatch: Carried
  readonly packedBatch: Carried
  /** Processor time of head office and its PostgreSQL for a sale that comes alone, as soon as it is made. */
  readonly aloneUs: number
}

/** Sells in a shop of its own in `folder`, and pushes what it sold through a proxy that counts. */
export async function saleBytes(folder: string): Promise<SaleBytes> {
  const [shop] = await prepareShops(folder)
  const tillUp = await fromTill(shop)
  const { signer, lineage } = identityOf(shop.storeFolder)
  const sales = waitingIn(shop.storeFolder, 2_000).filter(({ type }) => type === 'sale.completed')
  const take = (count: number) => sales.splice(0, count)
  const hq = await ServerProcess.start('apps/hq-server/src/server.ts', { POS_DATA: shop.hqFolder })
  try {
    const push = (count: number, size: number, isFar: boolean) =>
      bytesPerEvent({ serverPort: hq.port, signer, lineage, events: take(count) }, size, isFar)
    return {
      tillUp,
      plain: await push(ALONE, 1, false),
      packed: await push(ALONE, 1, true),
      plainBatch: await push(2 * TOGETHER, TOGETHER, false),
      packedBatch: await push(2 * TOGETHER, TOGETHER, true),
      aloneUs: await costOfEach(COSTED, hq, shop.hqFolder, () => push(COSTED, 1, true)),
    }
  } finally {
    await hq.stop()
  }
}

async function costOfEach(count: number, hq: ServerProcess, hqFolder: string, work: () => Promise<unknown>) {
  const spent = () => (hq.cpuUs() ?? Number.NaN) + (postgresCpuUs(hqFolder) ?? Number.NaN)
  const before = spent()
  await work()
  return (spent() - before) / count
}

async function fromTill(shop: Shop): Promise<Carried> {
  const server = await ServerProcess.start('apps/store-server/src/server.ts', { POS_DATA: shop.storeFolder })
  try {
    const token = await signIn(server.url, shop)
    const requests = saleBodies(shop, 200).map((body) => saleRequest(body, token))
    await load({ port: server.port, connections: SELLERS, warmUpMs: 0, measureMs: SELL_MS, requests })
    const { events, ...sender } = await tillEvents(server.url, shop, ALONE)
    const [shift, ...sales] = events
    if (shift === undefined) throw new Error('the till opened no shift')
    await bytesPerEvent({ serverPort: server.port, ...sender, events: [shift] }, 1, false)
    return await bytesPerEvent({ serverPort: server.port, ...sender, events: sales }, 1, false)
  } finally {
    await server.stop()
  }
}
