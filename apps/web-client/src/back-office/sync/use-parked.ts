import { useAction, useLoad } from '@pos/pos-logic/stores'
import { getParked, listParked, repairParked, type ParkedRow, type RepairAct, type ResponseOf } from '@pos/shared-types'
import { useToasts } from '@pos/ui-kit'
import { computed, shallowRef, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import { useOffice } from '../use-office.ts'

export type ParkedEntry = ParkedRow & { readonly key: string }
export type ParkedWhole = ResponseOf<typeof getParked>
export type Remedy = { readonly act: RepairAct; readonly reason: string; readonly payload: string }

/** What this node has set aside, what it is in full, and what can be done about it. */
export function useParked() {
  const { t } = useI18n()
  const { backend } = useOffice()
  const toasts = useToasts()
  const shows = shallowRef<'waits' | 'settled'>('waits')
  const list = useLoad(() => backend.execute(listParked, { query: { isSettled: shows.value === 'settled' } }))
  watch(shows, () => void list.reload())
  const shown = shallowRef<ParkedWhole>()

  const opening = useAction(async ({ eventId: id, sha256 }: ParkedRow) => {
    shown.value = await backend.execute(getParked, { params: { id }, query: { sha256 } })
  })
  const settling = useAction(async ({ act, reason, payload }: Remedy) => {
    if (shown.value === undefined) return
    const { eventId: id, sha256 } = shown.value
    try {
      await backend.execute(repairParked, { params: { id }, body: bodyOf(act, sha256, reason, payload) })
      shown.value = undefined
      toasts.show({ text: t(act === 'discard' ? 'sync.given' : 'sync.taken') })
    } finally {
      await list.reload()
    }
  })

  return {
    shows,
    rows: computed((): ParkedEntry[] =>
      (list.data.value?.items ?? []).map((row) => ({ ...row, key: `${row.eventId} ${row.sha256}` })),
    ),
    problem: computed(() => list.problem.value ?? opening.problem.value),
    isLoading: list.isLoading,
    reload: list.reload,
    shown,
    open: opening.run,
    settling,
  }
}

export type Parked = ReturnType<typeof useParked>

function bodyOf(act: RepairAct, sha256: string, reason: string, payload: string) {
  if (act === 'rerun') return { act, sha256 }
  return act === 'correct' ? { act, sha256, reason, payload } : { act, sha256, reason }
}
