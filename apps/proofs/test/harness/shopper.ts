import { setTimeout as sleep } from 'node:timers/promises'
import { completeSale, type SaleContent } from '@pos/shared-types'
import { ask, type Answer } from './ask.ts'
import type { Promised } from './compare-books.ts'

/** A client without a journal. It asks with the same key until it gets an answer, however often the line breaks. */
export class Shopper {
  readonly promised: Promised[] = []
  /** Answers that are no sale. */
  readonly refused: string[] = []
  /** Requests that got no answer, and had to be repeated. */
  lost = 0
  readonly #url: string
  readonly #token: string
  readonly #next: () => SaleContent
  #isAsked = false
  #done: Promise<void> = Promise.resolve()

  constructor(url: string, token: string, next: () => SaleContent) {
    this.#url = url
    this.#token = token
    this.#next = next
  }

  start(pauseMs: number): void {
    this.#done = this.#run(pauseMs)
  }

  /** Finishes the sale that is under way. */
  async finish(): Promise<void> {
    this.#isAsked = true
    await this.#done
  }

  async buy(): Promise<void> {
    const [body, key] = [this.#next(), crypto.randomUUID()]
    const answer = await this.#insist(body, key)
    const { id, hash, totalMinor, code } = answer.json()
    if (answer.status === 201) this.promised.push({ id, hash, totalMinor } as Promised)
    else this.refused.push(String(code))
  }

  async #run(pauseMs: number): Promise<void> {
    while (!this.#isAsked) {
      await this.buy()
      await sleep(pauseMs)
    }
  }

  async #insist(body: SaleContent, key: string): Promise<Answer> {
    for (;;) {
      const signal = AbortSignal.timeout(5_000)
      const answer = await ask(this.#url, completeSale, { token: this.#token, key, body, signal }).catch(
        () => undefined,
      )
      if (answer !== undefined && answer.status < 500) return answer
      this.lost += 1
      await sleep(50)
    }
  }
}
