import { useAction, useLiveLoad } from '@pos/pos-logic/stores'
import { compareStore, listOutbox, retryOutbox, syncStatus } from '@pos/shared-types'
import { useToasts } from '@pos/ui-kit'
import { computed, onBeforeUnmount } from 'vue'
import { useI18n } from 'vue-i18n'
import { useOffice } from '../../../back-office/use-office.ts'

/** The line up says nothing when it goes or comes back, so the page looks by itself. */
const LOOK_MS = 5_000

/** How this store stands to head office and its tills to it, and what waits. */
export function useStoreSync() {
  const { t } = useI18n()
  const { backend, news, session } = useOffice()
  const toasts = useToasts()
  const loaded = useLiveLoad(news, ['stores'], async () => {
    const [status, outbox] = await Promise.all([backend.execute(syncStatus, {}), backend.execute(listOutbox, {})])
    return { status, entries: outbox.items }
  })
  const timer = setInterval(() => void loaded.reload(), LOOK_MS)
  onBeforeUnmount(() => clearInterval(timer))
  const sending = useAction(async () => {
    const { offered } = await backend.execute(retryOutbox, {})
    toasts.show({ text: t('sync.sent', { count: offered }, offered) })
    await loaded.reload()
  })
  const comparing = useAction(async () => {
    const id = session.user?.storeId ?? undefined
    const { compared } = id === undefined ? { compared: null } : await backend.execute(compareStore, { params: { id } })
    if (compared === null) toasts.show({ text: t('sync.cannotCompare') })
    await loaded.reload()
  })
  return {
    status: computed(() => loaded.data.value?.status),
    tills: computed(() => loaded.data.value?.status.tills ?? []),
    entries: computed(() => loaded.data.value?.entries ?? []),
    problem: loaded.problem,
    isLoading: loaded.isLoading,
    reload: loaded.reload,
    sending,
    comparing,
  }
}
