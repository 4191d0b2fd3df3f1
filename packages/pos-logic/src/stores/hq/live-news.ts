import { NEWS_TOPICS, type News, type NewsTopic } from '@pos/shared-types'
import { backoff, type Random, type Scheduler } from '@pos/sync-engine'
import { shallowRef, type ShallowRef } from 'vue'

/** Back-off stops growing here, at 16 s. */
const MOST_FAILURES = 4

export type LiveNewsOptions = {
  /** Address of `/api/v1/live`, as `ws:` or `wss:`. */
  readonly url: string
  /** Asks the server for a ticket, for one opening. */
  readonly ticket: () => Promise<string>
  readonly openSocket: (url: string, protocols: readonly string[]) => WebSocket
  readonly scheduler: Scheduler
  readonly random: Random
}

/** Tells a page what has changed at the server. News are hints: after a cut everybody is told everything may have. */
export interface LiveNews {
  readonly isLive: Readonly<ShallowRef<boolean>>
  /** Calls `reload` when one of the topics may have changed. Gives the function that ends this. */
  on(topics: readonly NewsTopic[], reload: () => void): () => void
  stop(): void
}

/** Listens from now on, and again after every cut, until `stop`. */
export function followLiveNews(options: LiveNewsOptions): LiveNews {
  const { url, ticket, openSocket, scheduler, random } = options
  const listeners = new Set<{ readonly topics: readonly NewsTopic[]; readonly reload: () => void }>()
  const isLive = shallowRef(false)
  let socket: WebSocket | undefined
  let cancel = () => {}
  let failures = 0
  let isStopped = false

  const tell = (changed: readonly NewsTopic[]) => {
    for (const { topics, reload } of listeners) if (topics.some((topic) => changed.includes(topic))) reload()
  }
  const retry = () => {
    isLive.value = false
    if (isStopped) return
    failures = Math.min(failures + 1, MOST_FAILURES)
    cancel = scheduler.after(backoff(failures, random), connect)
  }
  const connect = () => {
    ticket().then((text) => {
      if (isStopped) return
      socket = openSocket(url, ['pos', text])
      socket.addEventListener('open', () => {
        failures = 0
        isLive.value = true
        tell(NEWS_TOPICS)
      })
      socket.addEventListener('message', ({ data }) => tell(topicsIn(String(data))))
      socket.addEventListener('close', retry)
    }, retry)
  }

  connect()
  return {
    isLive,
    on(topics, reload) {
      const listener = { topics, reload }
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    stop() {
      isStopped = true
      cancel()
      socket?.close()
    },
  }
}

function topicsIn(text: string): readonly NewsTopic[] {
  const news: Partial<News> = JSON.parse(text)
  return NEWS_TOPICS.filter((topic) => news.topics?.includes(topic))
}
