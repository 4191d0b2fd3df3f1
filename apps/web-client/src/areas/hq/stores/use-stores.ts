import { storeRowsOf, useLoad } from '@pos/pos-logic/stores'
import { listStores, syncStatus } from '@pos/shared-types'
import { useNow } from '@pos/ui-kit'
import { computed } from 'vue'
import { onNews } from '../on-news.ts'
import { useHq } from '../use-hq.ts'

/** The stores and how their lines to head office stand, kept fresh. */
export function useStores() {
  const { backend, session } = useHq()
  const clock = useNow()
  const stores = useLoad(async () => {
    const mayLines = session.can('hq:sync.view')
    const [{ items }, status] = await Promise.all([
      backend.execute(listStores, {}),
      mayLines ? backend.execute(syncStatus, {}) : undefined,
    ])
    return { items, status }
  })
  void stores.reload()
  onNews(['stores', 'catalogue'], () => void stores.reload())

  return {
    stores: computed(() => stores.data.value?.items ?? []),
    rows: computed(() => storeRowsOf(stores.data.value?.items ?? [], stores.data.value?.status, clock.value)),
    problem: stores.problem,
    isLoading: stores.isLoading,
    reload: stores.reload,
  }
}
