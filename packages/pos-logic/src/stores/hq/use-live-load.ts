import type { NewsTopic } from '@pos/shared-types'
import { onScopeDispose } from 'vue'
import type { LiveNews } from './live-news.ts'
import { useLoad, type Loaded } from './use-load.ts'

/**
 * Reads something for a page now, and again whenever one of the topics may have changed. News that come while it is
 * being read lead to one more reading, however many they are.
 */
export function useLiveLoad<Data>(
  news: LiveNews,
  topics: readonly NewsTopic[],
  read: () => Promise<Data>,
): Loaded<Data> {
  const loaded = useLoad(read)
  let isOwed = false

  async function reload(): Promise<void> {
    isOwed = false
    await loaded.reload()
    if (isOwed && !loaded.isLoading.value) await reload()
  }

  const stop = news.on(topics, () => {
    if (loaded.isLoading.value) isOwed = true
    else void reload()
  })
  onScopeDispose(stop)
  void reload()
  return { ...loaded, reload }
}
