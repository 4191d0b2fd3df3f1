import type { HqDatabase } from '@pos/db'
import { LiveNews } from '@pos/server-kit'
import { NEWS_TOPICS, type NewsTopic, type TenantId } from '@pos/shared-types'
import type { Scheduler } from '@pos/sync-engine'

/** What one process of head office has heard, for the pages of the others: `<process> <tenant> <topic>,…`. */
const NEWS_CHANNEL = 'news'

type Options = {
  readonly database: Pick<HqDatabase, 'listen' | 'notify'>
  readonly scheduler: Scheduler
  /** Of this run of the process, like no other's. */
  readonly processId: string
}
export type SharedNews = { readonly news: LiveNews; readonly stop: () => void }

/**
 * News that reach the pages of every process of head office, whichever of them heard it. A process tells the others of
 * what it has gathered, a few times a second at most and outside ingest.
 */
export async function shareNews({ database, scheduler, processId }: Options): Promise<SharedNews> {
  const news = new LiveNews(scheduler, (tenantId, topics) => {
    // A hint: while the connection is broken there is a gap, after which all pages look by themselves.
    database.notify(NEWS_CHANNEL, `${processId} ${tenantId} ${topics.join(',')}`).catch(() => {})
  })
  const stop = await database.listen(NEWS_CHANNEL, (payload) => {
    if (payload === undefined) return news.doubt()
    const told = newsIn(payload)
    if (told && told.processId !== processId) news.hear(told.tenantId, told.topics)
  })
  return { news, stop }
}

type Told = { readonly processId: string; readonly tenantId: TenantId; readonly topics: readonly NewsTopic[] }

function newsIn(payload: string): Told | undefined {
  const [, processId, tenantId, topics = ''] = /^(\S+) (\S+) (\S+)$/.exec(payload) ?? []
  if (processId === undefined || tenantId === undefined) return undefined
  const named = topics.split(',')
  return { processId, tenantId, topics: NEWS_TOPICS.filter((topic) => named.includes(topic)) }
}
