import { openTicket } from '@pos/shared-types'
import { browserRandom, browserScheduler } from '@pos/pos-logic/browser'
import { followLiveNews, readRightsAgain, type Backend, type LiveNews } from '@pos/pos-logic/stores'
import { onBeforeUnmount } from 'vue'

/** Follows the news of the server of the page while the component is shown. What the person may do follows them. */
export function useNews(backend: Backend): LiveNews {
  const news = followLiveNews({
    url: new URL('/api/v1/live', location.origin.replace('http', 'ws')).href,
    ticket: async () => (await backend.execute(openTicket, {})).ticket,
    openSocket: (url, protocols) => new WebSocket(url, [...protocols]),
    scheduler: browserScheduler,
    random: browserRandom,
  })
  news.on(['people'], readRightsAgain)
  onBeforeUnmount(() => news.stop())
  return news
}
