import { useLiveLoad } from '@pos/pos-logic/stores'
import { listDrills } from '@pos/shared-types'
import { computed } from 'vue'
import { useHq } from '../use-hq.ts'

/** What stores have told of their outage drills, newest first. */
export function useDrillReports() {
  const { backend, news } = useHq()
  const loaded = useLiveLoad(news, ['stores'], () => backend.execute(listDrills, {}))
  return {
    rows: computed(() => loaded.data.value?.items ?? []),
    registers: computed(() => loaded.data.value?.registers ?? []),
    problem: loaded.problem,
    isLoading: loaded.isLoading,
    reload: loaded.reload,
  }
}
