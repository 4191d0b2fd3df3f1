import { randomUUID } from 'node:crypto'
import { completeSale, login, type SaleContent } from '@pos/shared-types'
import { urlOf } from '@pos/server-kit'
import { PASSWORD } from '../harness/company.ts'
import type { Promised } from '../harness/compare-books.ts'
import { randomSale, type Random } from '../harness/random-cart.ts'
import { Line } from './line.ts'
import type { StoreNode } from './store-node.ts'
import type { World } from './world.ts'

/** A client without a journal: it asks with the same key until it is answered, however often the line breaks. */
export class DeskClient {
  readonly promised: Promised[] = []
  readonly line: Line
  readonly #world: World
  readonly #random: Random
  readonly #store: StoreNode
  #token = ''
  #isBusy = false

  constructor(world: World, store: StoreNode) {
    this.#world = world
    this.#random = world.chance()
    this.#store = store
    const { time, mask } = world
    const random = world.chance()
    const serve = (request: Parameters<StoreNode['serve']>[0]) => store.serve(request)
    this.line = new Line({ time, random, faults: mask.tillLine, serve, tell: (what) => world.tell(what) })
  }

  get isBusy(): boolean {
    return this.#isBusy
  }

  buy(): void {
    if (this.#isBusy) return
    this.#isBusy = true
    void this.#insist()
      .catch((error: unknown) => this.#world.noteError('desk', error))
      .finally(() => {
        this.#isBusy = false
      })
  }

  async #insist(): Promise<void> {
    const { company, time } = this.#world
    const random = this.#random
    const content: SaleContent = randomSale(company, this.#store.template.deskRegisterId, random)
    const key = randomUUID()
    for (;;) {
      const answer = await this.#ask(urlOf(completeSale), content, key).catch(() => undefined)
      const body = await answer?.json().catch(() => undefined)
      if (answer && body && answer.status < 500) {
        if (answer.status === 201) return void this.promised.push(body as Promised)
        if (answer.status !== 401) return this.#world.noteRefusal(String((body as { code?: string }).code))
        await this.#signIn()
      }
      await new Promise<void>((resolve) => time.after(2_000, resolve))
    }
  }

  async #signIn(): Promise<void> {
    const { username } = this.#store.template.plan.cashier
    const answer = await this.#ask(urlOf(login), { username, password: PASSWORD }).catch(() => undefined)
    const body = (await answer?.json().catch(() => undefined)) as { accessToken?: string } | undefined
    this.#token = body?.accessToken ?? this.#token
  }

  #ask(path: string, body: object, key?: string): Promise<Response> {
    return this.line.fetch(`http://store${path}`, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: {
        'content-type': 'application/json',
        ...(key !== undefined && { 'idempotency-key': key, authorization: `Bearer ${this.#token}` }),
      },
    })
  }
}
