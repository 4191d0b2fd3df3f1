import { NoticeBoard, type SyncContact } from '@pos/server-kit'
import { NEWS_TOPICS, type News, type NewsTopic, type TenantId } from '@pos/shared-types'
import type { Scheduler } from '@pos/sync-engine'

/** News of this long are told at once: forty stores that push at the same moment are one line for a page. */
const GATHER_MS = 150

const TOPICS_OF_EVENT: readonly (readonly [prefix: string, topics: readonly NewsTopic[]])[] = [
  ['sale.', ['sales', 'stock']],
  ['shift.', ['shifts']],
  ['stock', ['stock']],
]

/** Tells the pages of a company which lists may have changed. */
export class LiveNews {
  readonly board: NoticeBoard<News>
  readonly #scheduler: Scheduler
  readonly #gathered = new Map<TenantId, Set<NewsTopic>>()

  constructor(scheduler: Scheduler) {
    this.#scheduler = scheduler
    this.board = new NoticeBoard(scheduler)
  }

  tell(tenantId: TenantId, topics: Iterable<NewsTopic>): void {
    const gathered = this.#gathered.get(tenantId) ?? new Set()
    if (gathered.size === 0) this.#scheduler.after(GATHER_MS, () => this.#publish(tenantId))
    for (const topic of topics) gathered.add(topic)
    this.#gathered.set(tenantId, gathered)
  }

  tellContact({ ctx, pushed }: SyncContact): void {
    const types = new Set(pushed?.events.map((event) => event.type))
    const changed = TOPICS_OF_EVENT.flatMap(([prefix, topics]) =>
      [...types].some((type) => type.startsWith(prefix)) ? topics : [],
    )
    this.tell(ctx.tenantId, ['stores', ...changed])
  }

  close(): void {
    this.board.close()
  }

  #publish(tenantId: TenantId): void {
    const gathered = this.#gathered.get(tenantId)
    this.#gathered.delete(tenantId)
    if (gathered) this.board.publish(tenantId, { topics: NEWS_TOPICS.filter((topic) => gathered.has(topic)) })
  }
}
