import { useList, useLoad } from '@pos/pos-logic/stores'
import { AUDIT_CATEGORIES, AUDIT_OUTCOMES, listAuditLog } from '@pos/shared-types'
import { computed, watch } from 'vue'
import { useRouteText } from '../../app/use-route-text.ts'
import { useOffice } from '../use-office.ts'
import type { AuditPlace, AuditQuery } from './audit-entry.ts'

const DAY_MS = 86_400_000

/** The audit log of the company, or of a store, behind the filters in the address of the page, the latest first. */
export function useAuditList() {
  const { backend } = useOffice()
  const filters = {
    user: useRouteText('user'),
    category: useRouteText('category'),
    outcome: useRouteText('outcome'),
    store: useRouteText('store'),
    entity: useRouteText('about'),
    from: useRouteText('from'),
    to: useRouteText('to'),
  }
  const query = (): AuditQuery => {
    const { user, category, outcome, store, entity, from, to } = filters
    const [since, until] = [startOf(from.value), startOf(to.value)]
    const chosenCategory = AUDIT_CATEGORIES.find((each) => each === category.value)
    const chosenOutcome = AUDIT_OUTCOMES.find((each) => each === outcome.value)
    return {
      ...(user.value !== '' && { userId: user.value }),
      ...(chosenCategory && { category: chosenCategory }),
      ...(chosenOutcome && { outcome: chosenOutcome }),
      ...(store.value !== '' && { storeId: store.value }),
      ...(entity.value !== '' && { entityId: entity.value }),
      ...(since !== undefined && { from: since }),
      ...(until !== undefined && { to: until + DAY_MS - 1 }),
    }
  }
  const list = useList(backend, listAuditLog, () => ({ query: query() }))
  const alarms = useLoad(async () => (await backend.execute(listAuditLog, { query: { limit: 1 } })).alarms)
  watch(Object.values(filters), () => void list.reload(), { immediate: true })
  void alarms.reload()

  const places = computed((): readonly AuditPlace[] =>
    list.rows.value.map((entry) => ({ ...entry, id: `${entry.node} ${entry.seq}` })),
  )
  return {
    ...list,
    filters,
    places,
    query,
    alarms: computed(() => alarms.data.value ?? []),
    isChosen: computed(() => Object.values(filters).some(({ value }) => value !== '')),
  }
}

/** The first moment of a day where the reader is. */
function startOf(day: string): number | undefined {
  const at = Date.parse(`${day}T00:00:00`)
  return Number.isNaN(at) ? undefined : at
}
