import { NEWS_TOPICS, type News, type NewsTopic, type TenantId } from '@pos/shared-types'
import type { Scheduler } from '@pos/sync-engine'
import { NoticeBoard } from '../sync/notice-board.ts'

/** News of this long are told at once: forty stores that push at the same moment are one line for a page. */
const GATHER_MS = 150

/** Entities that say what somebody may do. */
const OF_RIGHTS: ReadonlySet<string> = new Set(['user', 'role'])

/** Whether a change of these kinds may have changed what somebody may do; unknown ones may be any. */
export function areOfRights(entities: Iterable<string> | undefined): boolean {
  return entities === undefined || [...entities].some((entity) => OF_RIGHTS.has(entity))
}

/** Tells the pages which lists may have changed. */
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

  close(): void {
    this.board.close()
  }

  #publish(tenantId: TenantId): void {
    const gathered = this.#gathered.get(tenantId)
    this.#gathered.delete(tenantId)
    if (gathered) this.board.publish(tenantId, { topics: NEWS_TOPICS.filter((topic) => gathered.has(topic)) })
  }
}
