import { useList } from '@pos/pos-logic/stores'
import { listUsers } from '@pos/shared-types'
import type { TableFilter } from '@pos/ui-kit'
import { computed, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRouter } from 'vue-router'
import { useRouteText } from '../../../app/use-route-text.ts'
import { useHq } from '../use-hq.ts'
import { useRolesAndStores } from './use-roles-and-stores.ts'

export const USER_STATES = ['active', 'disabled'] as const

/** The users who fit what is searched for, page by page. What is searched for stands in the address. */
export function useUserList() {
  const { t } = useI18n()
  const { backend } = useHq()
  const router = useRouter()
  const choices = useRolesAndStores()
  const text = useRouteText('q')
  const filters = { role: useRouteText('role'), store: useRouteText('store'), state: useRouteText('state') }
  const state = computed(() => USER_STATES.find((each) => each === filters.state.value))

  const list = useList(backend, listUsers, () => ({
    query: {
      ...(text.value !== '' && { q: text.value }),
      ...(filters.role.value !== '' && { roleCode: filters.role.value }),
      ...(filters.store.value !== '' && { storeId: filters.store.value }),
      ...(state.value !== undefined && { state: state.value }),
    },
  }))
  watch([text, ...Object.values(filters)], () => void list.reload(), { immediate: true })

  const chips = computed((): readonly TableFilter[] =>
    [
      { id: 'role', label: choices.roles.value.find(({ code }) => code === filters.role.value)?.name },
      { id: 'store', label: choices.storeName(filters.store.value) },
      { id: 'state', label: state.value && t(`people.states.${state.value}`) },
    ].flatMap(({ id, label }) => (label === undefined ? [] : [{ id, label }])),
  )

  function removeFilter(id: string): void {
    const filter = Object.entries(filters).find(([name]) => name === id)?.[1]
    if (filter) filter.value = ''
  }
  const clearFilters = () => void router.replace({ query: text.value === '' ? {} : { q: text.value } })

  return { ...list, ...choices, text, filters, chips, removeFilter, clearFilters }
}
