import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import express from 'express'
import expressPouchDb from 'express-pouchdb'
import PouchDB from 'pouchdb'
import { productDoc } from './product-doc.ts'

type Order =
  | { readonly serve: string; readonly count: number }
  | { readonly take: string; readonly from: string; readonly count: number }

/** What CouchDB's replicator takes when nobody tells it; the default of PouchDB, 100, is slower. */
const BATCH = 1_000
const NAME = 'products'

/** PouchDB behind HTTP, LevelDB below, in a process of its own; it holds `count` products. */
export class PouchServer {
  readonly port: number
  readonly #child: ChildProcess

  private constructor(child: ChildProcess, port: number) {
    this.#child = child
    this.port = port
  }

  static async start(folder: string, count: number): Promise<PouchServer> {
    const child = ordered({ serve: folder, count })
    return new PouchServer(child, await firstNumberOf(child))
  }

  async stop(): Promise<void> {
    this.#child.kill()
    await once(this.#child, 'exit')
  }
}

/** Replicates all products into an empty PouchDB in a process of its own; in ms. */
export async function takeByPouch(folder: string, port: number, host: string, count: number): Promise<number> {
  const child = ordered({ take: folder, from: `http://${host}:${port}/${NAME}`, count })
  const tookMs = await firstNumberOf(child)
  child.kill()
  return tookMs
}

function ordered(order: Order): ChildProcess {
  const child = fork(import.meta.filename, [], { execArgv: [] })
  child.send(order)
  return child
}

async function firstNumberOf(child: ChildProcess): Promise<number> {
  const gone = once(child, 'exit').then(([code]) => Promise.reject(new Error(`PouchDB ended with ${String(code)}`)))
  const [value] = (await Promise.race([once(child, 'message'), gone])) as [number]
  return value
}

async function serve(folder: string, count: number): Promise<number> {
  const data = join(folder, 'data')
  mkdirSync(data, { recursive: true })
  const Served = PouchDB.defaults({ prefix: `${data}/` })
  const products = new Served(NAME)
  for (let from = 0; from < count; from += BATCH) {
    await products.bulkDocs(Array.from({ length: Math.min(BATCH, count - from) }, (_, at) => productDoc(from + at)))
  }
  const files = { logPath: join(folder, 'log.txt'), configPath: join(folder, 'config.json') }
  const app = express()
  app.use('/', expressPouchDb(Served, { mode: 'minimumForPouchDB', ...files }))
  const server = createServer(app).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

async function take(folder: string, from: string, count: number): Promise<number> {
  mkdirSync(folder, { recursive: true })
  const replica = new PouchDB(join(folder, NAME))
  const start = performance.now()
  const { ok, docs_written: written } = await replica.replicate.from(from, { batch_size: BATCH })
  const tookMs = performance.now() - start
  if (!ok || written !== count) throw new Error(`PouchDB took ${written} of ${count}`)
  await replica.close()
  return tookMs
}

if (import.meta.main) {
  process.once('message', (message) => {
    const order = message as Order
    const work = 'serve' in order ? serve(order.serve, order.count) : take(order.take, order.from, order.count)
    void work.then((result) => process.send?.(result))
  })
}
