import { join } from 'node:path'
import { PouchServer, takeByPouch } from '../peers/pouchdb.ts'
import { ServerProcess } from '../server-process.ts'
import { measureFirstCopy } from '../sync/first-copy.ts'
import { article } from '../sync/goods.ts'
import { prepareBigCompany } from '../sync/head-office.ts'
import { CountingProxy } from './counting-proxy.ts'

/** Of one product: its share of the time, and of the bytes on the wire both ways. */
export type Copying = { readonly perSecond: number; readonly bytes: number }

const FAR = '127.0.0.2'

/** The same products into an empty store by our first copy and into an empty PouchDB, both through a proxy that counts. */
export async function copyBoth(
  folder: string,
  count: number,
): Promise<{ readonly ours: Copying; readonly pouch: Copying }> {
  return { ours: await copyOurs(join(folder, 'ours'), count), pouch: await copyPouch(join(folder, 'pouch'), count) }
}

async function copyOurs(folder: string, count: number): Promise<Copying> {
  const { token, cashier, hqFolder } = await prepareBigCompany(join(folder, 'hq'), count)
  const hq = await ServerProcess.start('apps/hq-server/src/server.ts', { POS_DATA: hqFolder })
  const proxy = await CountingProxy.start(FAR, hq.port)
  try {
    const last = article(count - 1)
    const wanted = { barcode: last.barcode, priceMinor: last.priceMinor, words: last.name }
    const hqUrl = `http://${FAR}:${proxy.port}`
    const { cold } = await measureFirstCopy({ folder: join(folder, 'store'), hqUrl, token, rounds: 0, wanted, cashier })
    return { perSecond: (count * 1_000) / cold, bytes: bytesOf(proxy) / count }
  } finally {
    proxy.stop()
    await hq.stop()
  }
}

async function copyPouch(folder: string, count: number): Promise<Copying> {
  const server = await PouchServer.start(join(folder, 'server'), count)
  const proxy = await CountingProxy.start(FAR, server.port)
  try {
    const tookMs = await takeByPouch(join(folder, 'replica'), proxy.port, FAR, count)
    return { perSecond: (count * 1_000) / tookMs, bytes: bytesOf(proxy) / count }
  } finally {
    proxy.stop()
    await server.stop()
  }
}

function bytesOf(proxy: CountingProxy): number {
  const { up, down } = proxy.take()
  return up + down
}
