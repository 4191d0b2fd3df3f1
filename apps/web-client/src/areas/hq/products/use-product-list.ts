import { useList, type Backend } from '@pos/pos-logic/stores'
import { listProducts } from '@pos/shared-types'
import type { TableFilter } from '@pos/ui-kit'
import { computed, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRouter } from 'vue-router'
import { useRouteText } from '../../../app/use-route-text.ts'
import { onNews } from '../on-news.ts'
import type { Choices } from './use-choices.ts'

export const STATUSES = ['active', 'draft', 'discontinued'] as const

/** The products that fit what is searched for, page by page. What is searched for stands in the address. */
export function useProductList(backend: Backend, choices: Choices) {
  const { t } = useI18n()
  const router = useRouter()
  const text = useRouteText('q')
  const departmentId = useRouteText('department')
  const status = useRouteText('state')
  const known = computed(() => STATUSES.find((each) => each === status.value))

  const list = useList(backend, listProducts, () => ({
    query: {
      ...(text.value !== '' && { q: text.value }),
      ...(departmentId.value !== '' && { departmentId: departmentId.value }),
      ...(known.value !== undefined && { status: known.value }),
    },
  }))
  watch([text, departmentId, status], () => void list.reload(), { immediate: true })
  onNews(['catalogue'], () => void list.refresh())

  const filters = computed((): readonly TableFilter[] => [
    ...(departmentId.value === ''
      ? []
      : [{ id: 'department', label: choices.nameOf(choices.departments.value, departmentId.value) }]),
    ...(known.value === undefined ? [] : [{ id: 'state', label: t(`hq.products.statuses.${known.value}`) }]),
  ])

  function removeFilter(id: string): void {
    if (id === 'department') departmentId.value = ''
    else status.value = ''
  }

  const clearFilters = () => void router.replace({ query: text.value === '' ? {} : { q: text.value } })

  return { ...list, text, departmentId, status, filters, removeFilter, clearFilters }
}
