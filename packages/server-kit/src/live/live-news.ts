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

/** Carries news that began in this process to the pages of the others. */
export type Relay = (tenantId: TenantId, topics: readonly NewsTopic[]) => void

type Gathered = { readonly pages: Set<NewsTopic>; readonly others: Set<NewsTopic> }

/** Tells the pages which lists may have changed. */
export class LiveNews {
  readonly board: NoticeBoard<News>
  readonly #scheduler: Scheduler
  readonly #relay: Relay
  readonly #gathered = new Map<TenantId, Gathered>()

  /** @param relay where a server has several processes: told of news once they are gathered */
  constructor(scheduler: Scheduler, relay: Relay = () => {}) {
    this.#scheduler = scheduler
    this.#relay = relay
    this.board = new NoticeBoard(scheduler)
  }

  /** Something happened in this process. */
  tell(tenantId: TenantId, topics: Iterable<NewsTopic>): void {
    const { pages, others } = this.#gather(tenantId)
    for (const topic of topics) {
      pages.add(topic)
      others.add(topic)
    }
  }

  /** Every process of this server hears the same: the pages of this one are told. */
  hear(tenantId: TenantId, topics: Iterable<NewsTopic>): void {
    const { pages } = this.#gather(tenantId)
    for (const topic of topics) pages.add(topic)
  }

  /** News may have been lost on the way here: every page looks at everything. */
  doubt(): void {
    for (const tenantId of this.board.tenantIds) this.hear(tenantId, NEWS_TOPICS)
  }

  close(): void {
    this.board.close()
  }

  #gather(tenantId: TenantId): Gathered {
    let gathered = this.#gathered.get(tenantId)
    if (gathered === undefined) {
      gathered = { pages: new Set(), others: new Set() }
      this.#gathered.set(tenantId, gathered)
      this.#scheduler.after(GATHER_MS, () => this.#publish(tenantId))
    }
    return gathered
  }

  #publish(tenantId: TenantId): void {
    const gathered = this.#gathered.get(tenantId)
    this.#gathered.delete(tenantId)
    if (gathered === undefined) return
    this.board.publish(tenantId, { topics: inOrder(gathered.pages) })
    if (gathered.others.size > 0) this.#relay(tenantId, inOrder(gathered.others))
  }
}

const inOrder = (topics: ReadonlySet<NewsTopic>) => NEWS_TOPICS.filter((topic) => topics.has(topic))
