import type { NewsTopic } from '@pos/shared-types'
import { onBeforeUnmount } from 'vue'
import { useHq } from './use-hq.ts'

/** While the component is shown, calls `reload` when one of the topics may have changed. */
export function onNews(topics: readonly NewsTopic[], reload: () => void): void {
  onBeforeUnmount(useHq().news.on(topics, reload))
}
