import { mkdirSync } from 'node:fs'
import { createLog, systemClock, uuidv7Ids, type FastifyInstance } from '@pos/server-kit'
import { buildStoreApp, openHttps, Store } from '@pos/store-server'
import { freePort } from './free-port.ts'
import { HASH_COST, HOST, PAGES, type Server } from './server.ts'

export type StorePlace = {
  readonly folder: string
  readonly hqUrl: string
  readonly port: number
  /** The built pages. */
  readonly pages?: string | undefined
  /** How often it asks for news by itself. */
  readonly pollMs?: number | undefined
  /** Of the write-ahead log of `ops.db`. */
  readonly walBytes?: number | undefined
}

type Running = {
  readonly store: Store
  readonly app: FastifyInstance
  readonly secure: { readonly close: () => Promise<void> } | undefined
}

/** A store server in this process, on a real port. */
export class StoreHere implements Server {
  readonly url: string
  readonly #place: StorePlace
  /** Called with the store before its server is built: the place to plant a rule. */
  readonly #prepare: (store: Store) => void
  #running: Running | undefined

  constructor(place: StorePlace, prepare: (store: Store) => void = () => {}) {
    this.#place = place
    this.#prepare = prepare
    this.url = `http://${HOST}:${place.port}`
  }

  get store(): Store {
    if (!this.#running) throw new Error('the store server is not running')
    return this.#running.store
  }

  /** Starts; the first time with its provisioning token. */
  async start(token?: string): Promise<void> {
    const { folder, hqUrl, port, pollMs, walBytes, pages = PAGES } = this.#place
    mkdirSync(folder, { recursive: true })
    const log = createLog({ name: 'store', level: 'silent' })
    const store = await Store.open({ folder, clock: systemClock, ids: uuidv7Ids, log, pollMs, walBytes })
    try {
      if (token !== undefined) await store.provision(hqUrl, token)
      this.#prepare(store)
      const https = await openHttps({ folder, port: await freePort(), clock: systemClock, log })
      const app = await buildStoreApp(store, { hashCost: HASH_COST, webFolder: pages, https })
      await app.listen({ host: HOST, port })
      const secure = await https?.listen(app, HOST)
      await store.connect(hqUrl)
      this.#running = { store, app, secure }
    } catch (error) {
      await store.close()
      throw error
    }
  }

  async stop(): Promise<void> {
    const running = this.#running
    this.#running = undefined
    await running?.secure?.close()
    await running?.app.close()
    await running?.store.close()
  }
}
