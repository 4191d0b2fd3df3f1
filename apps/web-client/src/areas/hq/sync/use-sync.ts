import { storeRowsOf, useLiveLoad, worstFirst } from '@pos/pos-logic/stores'
import { syncStatus } from '@pos/shared-types'
import { useNow } from '@pos/ui-kit'
import { computed, onBeforeUnmount } from 'vue'
import { useHq } from '../use-hq.ts'

/** A store that falls silent tells nothing, so the page looks by itself. */
const LOOK_MS = 60_000

/** How the stores stand, those whose sync needs somebody first, kept fresh. */
export function useSync() {
  const { backend, news } = useHq()
  const clock = useNow()
  const status = useLiveLoad(news, ['stores', 'catalogue'], () => backend.execute(syncStatus, {}))
  const timer = setInterval(() => void status.reload(), LOOK_MS)
  onBeforeUnmount(() => clearInterval(timer))
  const stores = computed(() =>
    (status.data.value?.stores ?? []).map(
      ({ storeId: id, storeCode: code, storeName: name, storeStatus, ...line }) => ({
        id,
        code,
        name,
        status: storeStatus,
        lastSeenAt: line.lastSeenAt,
      }),
    ),
  )
  const rows = computed(() => worstFirst(storeRowsOf(stores.value, status.data.value, clock.value)))
  return {
    rows,
    nameOf: (storeId: string) => stores.value.find(({ id }) => id === storeId)?.name ?? '',
    online: computed(() => rows.value.filter(({ state }) => state === 'online').length),
    unsent: computed(() => (status.data.value?.stores ?? []).reduce((sum, { pending }) => sum + pending, 0)),
    received: computed(() => rows.value.reduce((sum, { received }) => sum + (received?.count ?? 0), 0)),
    missing: computed(() =>
      rows.value.reduce(
        (sum, { received, alarms }) => sum + (alarms.includes('gap') ? (received?.missing ?? 0) : 0),
        0,
      ),
    ),
    quarantined: computed(() => status.data.value?.quarantined ?? 0),
    isKnown: computed(() => status.data.value !== undefined),
    problem: status.problem,
    isLoading: status.isLoading,
    reload: status.reload,
  }
}
