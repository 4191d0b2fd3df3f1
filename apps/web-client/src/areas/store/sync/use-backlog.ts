import { useLoad } from '@pos/pos-logic/stores'
import { syncStatus } from '@pos/shared-types'
import { computed, onBeforeUnmount } from 'vue'
import { useOffice } from '../../../back-office/use-office.ts'

/** What has waited for a day is told within a minute. */
const LOOK_MS = 60_000

/** How the outbox stands, for who may mend it, when something in it is older than a day. */
export function useBacklog() {
  const { backend, session } = useOffice()
  const status = useLoad(() => backend.execute(syncStatus, {}))
  const look = () => {
    if (session.can('store:sync.repair')) void status.reload()
  }
  look()
  const timer = setInterval(look, LOOK_MS)
  onBeforeUnmount(() => clearInterval(timer))
  return {
    overdue: computed(() => (status.data.value?.alarms.includes('overdue') ? status.data.value : undefined)),
  }
}
