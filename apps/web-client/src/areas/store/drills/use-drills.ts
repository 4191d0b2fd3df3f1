import { useAction, useLiveLoad } from '@pos/pos-logic/stores'
import { endDrill, listDrills, startDrill, type DrillLink } from '@pos/shared-types'
import { useToasts } from '@pos/ui-kit'
import { computed, onBeforeUnmount } from 'vue'
import { useI18n } from 'vue-i18n'
import { useOffice } from '../../../back-office/use-office.ts'

/** What goes on during a drill is not told by news: the page looks by itself. */
const LOOK_MS = 2_000

export type Plan = { readonly link: DrillLink; readonly minutes: number }

/** The drills of this store, the one that goes on now, and how it is started and ended. */
export function useDrills() {
  const { t } = useI18n()
  const { backend, news } = useOffice()
  const toasts = useToasts()
  const loaded = useLiveLoad(news, ['stores'], () => backend.execute(listDrills, {}))
  const timer = setInterval(() => {
    if (loaded.data.value?.live !== null) void loaded.reload()
  }, LOOK_MS)
  onBeforeUnmount(() => clearInterval(timer))
  const live = computed(() => loaded.data.value?.live ?? undefined)
  const rows = computed(() => loaded.data.value?.items ?? [])
  const starting = useAction(async (plan: Plan) => {
    await backend.execute(startDrill, { body: plan })
    toasts.show({ text: t('drills.begun') })
    await loaded.reload()
    return true
  })
  const ending = useAction(async (id: string) => {
    try {
      await backend.execute(endDrill, { params: { id } })
      toasts.show({ text: t('drills.ended') })
    } finally {
      await loaded.reload()
    }
  })
  return {
    live,
    rows,
    current: computed(() => rows.value.find(({ id }) => id === live.value?.id)),
    registers: computed(() => loaded.data.value?.registers ?? []),
    problem: loaded.problem,
    isLoading: loaded.isLoading,
    isKnown: computed(() => loaded.data.value !== undefined),
    reload: loaded.reload,
    starting,
    ending,
  }
}
