import { mkdirSync } from 'node:fs'
import { openHq, type Hq } from '@pos/hq-server'
import { createLog, systemClock, uuidv7Ids } from '@pos/server-kit'
import { HASH_COST, HOST, PAGES, PROXY, type Server } from './server.ts'

export type HqPlace = {
  readonly folder: string
  readonly ownerUrl: string
  readonly appUrl: string
  readonly port: number
}

/** Head office in this process, on a real port. */
export class HqHere implements Server {
  readonly url: string
  readonly #place: HqPlace
  #hq: Hq | undefined

  constructor(place: HqPlace) {
    this.#place = place
    this.url = `http://${HOST}:${place.port}`
  }

  get hq(): Hq {
    if (!this.#hq) throw new Error('head office is not running')
    return this.#hq
  }

  async start(): Promise<void> {
    const { port, ...place } = this.#place
    mkdirSync(place.folder, { recursive: true })
    const log = createLog({ name: 'hq', level: 'silent' })
    const hq = await openHq({
      ...place,
      clock: systemClock,
      ids: uuidv7Ids,
      log,
      hashCost: HASH_COST,
      webFolder: PAGES,
      proxies: [PROXY],
    })
    await hq.app.listen({ host: HOST, port })
    this.#hq = hq
  }

  async stop(): Promise<void> {
    const hq = this.#hq
    this.#hq = undefined
    await hq?.app.close()
    await hq?.close()
  }
}
