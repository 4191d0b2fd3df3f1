import type { LiveNews, SyncContact } from '@pos/server-kit'
import type { NewsTopic } from '@pos/shared-types'

const TOPICS_OF_EVENT: readonly (readonly [prefix: string, topics: readonly NewsTopic[]])[] = [
  ['sale.', ['sales', 'stock']],
  ['shift.', ['shifts']],
  ['stock', ['stock']],
  ['approval.', ['approvals']],
]

/** What was set aside may have been anything. */
export const NEWS_OF_REPAIR: readonly NewsTopic[] = ['stores', 'sales', 'shifts', 'stock', 'approvals']

/** Tells the pages of a company what a store has just brought. */
export function tellContact(news: LiveNews, { ctx, pushed }: SyncContact): void {
  const types = new Set(pushed?.events.map((event) => event.type))
  const changed = TOPICS_OF_EVENT.flatMap(([prefix, topics]) =>
    [...types].some((type) => type.startsWith(prefix)) ? topics : [],
  )
  news.tell(ctx.tenantId, ['stores', ...changed])
}
