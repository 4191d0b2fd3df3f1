import { DomainError, type Ids } from '@pos/core'
import type { HqDatabase } from '@pos/db'
import type { NoticeBoard } from '@pos/server-kit'
import { isErrorCode, type AskNotice, type Notice, type StoreAsk, type StoreId } from '@pos/shared-types'
import type { Scheduler } from '@pos/sync-engine'

/** An ask on its way to the process that holds the store's line: `<store> <notice>`. */
const ASKS_CHANNEL = 'asks'
/** A store's word on its way back: `<ask> <store> <code>`, without a code when it does what was asked. */
const ANSWERS_CHANNEL = 'answers'
const LONGEST_MS = 5_000

type Options = {
  readonly database: Pick<HqDatabase, 'listen' | 'notify'>
  readonly notices: Pick<NoticeBoard<Notice>, 'tell'>
  readonly scheduler: Scheduler
  readonly ids: Ids
}
type Waiting = { readonly storeId: StoreId; readonly answered: (code: string | undefined) => void }

/**
 * Asks stores to do something, over the lines they hold open to any process of head office, and waits for their word. An
 * ask that is lost is not repeated: a person asks again.
 */
export class StoreAsks {
  readonly #options: Options
  readonly #waiting = new Map<string, Waiting>()
  #stops: readonly (() => void)[] = []

  private constructor(options: Options) {
    this.#options = options
  }

  static async open(options: Options): Promise<StoreAsks> {
    const asks = new StoreAsks(options)
    const { database, notices } = options
    asks.#stops = [
      await database.listen(ASKS_CHANNEL, (payload = '') => {
        const [, storeId, notice] = /^([0-9a-f-]{36}) (.+)$/.exec(payload) ?? []
        if (storeId !== undefined && notice !== undefined) notices.tell(storeId, JSON.parse(notice) as AskNotice)
      }),
      await database.listen(ANSWERS_CHANNEL, (payload = '') => {
        const [askId = '', storeId, code] = payload.split(' ')
        const waiting = asks.#waiting.get(askId)
        if (waiting?.storeId === storeId) waiting?.answered(code)
      }),
    ]
    return asks
  }

  /**
   * Resolves when the store has said that it does what is asked.
   *
   * @throws DomainError STORE_UNREACHABLE when it says nothing within five seconds, or what the store refuses with
   */
  async ask(storeId: StoreId, ask: StoreAsk): Promise<void> {
    const { database, scheduler, ids } = this.#options
    const askId = ids.next()
    const answer = new Promise<string | undefined>((resolve) => {
      const cancel = scheduler.after(LONGEST_MS, () => answered('STORE_UNREACHABLE'))
      const answered = (code: string | undefined) => {
        cancel()
        this.#waiting.delete(askId)
        resolve(code)
      }
      this.#waiting.set(askId, { storeId, answered })
    })
    const notice: AskNotice = { askId, ask }
    await database.notify(ASKS_CHANNEL, `${storeId} ${JSON.stringify(notice)}`)
    const code = await answer
    if (code !== undefined) throw new DomainError(isErrorCode(code) ? code : 'STORE_UNREACHABLE')
  }

  /** Passes a store's word on to the process that waits for it. */
  async answer(storeId: StoreId, askId: string, code: string | null): Promise<void> {
    await this.#options.database.notify(ANSWERS_CHANNEL, `${askId} ${storeId}${code === null ? '' : ` ${code}`}`)
  }

  stop(): void {
    for (const stop of this.#stops) stop()
    for (const { answered } of this.#waiting.values()) answered('STORE_UNREACHABLE')
  }
}
