import { useAction, useLoad } from '@pos/pos-logic/stores'
import { listConflicts, resolveConflict, type ConflictView } from '@pos/shared-types'
import { useToasts } from '@pos/ui-kit'
import { computed, shallowRef, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import { onNews } from '../on-news.ts'
import { useHq } from '../use-hq.ts'

export type Choice = ConflictView['proposed']

/** What synchronisation left to a person, one after the other. */
export function useConflicts() {
  const { t } = useI18n()
  const { backend } = useHq()
  const toasts = useToasts()
  const shows = shallowRef<ConflictView['state']>('open')
  const list = useLoad(() => backend.execute(listConflicts, { query: { state: shows.value } }))
  watch(shows, () => void list.reload(), { immediate: true })
  onNews(['stores', 'catalogue'], () => void list.reload())
  const rows = computed((): readonly ConflictView[] => list.data.value?.items ?? [])
  const shown = shallowRef<ConflictView>()

  /** Decides, and opens the next one: whoever has begun goes through them all. */
  const deciding = useAction(async (choice: Choice) => {
    const { id } = shown.value ?? {}
    if (id === undefined) return
    const place = rows.value.findIndex((row) => row.id === id)
    try {
      await backend.execute(resolveConflict, { params: { id }, body: { choice } })
      toasts.show({ text: t('conflicts.decided') })
    } finally {
      await list.reload()
    }
    shown.value = rows.value[place] ?? rows.value[0]
  })

  return { shows, rows, shown, deciding, problem: list.problem, isLoading: list.isLoading, reload: list.reload }
}
