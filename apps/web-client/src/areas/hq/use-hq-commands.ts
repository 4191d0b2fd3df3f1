import { useLoad, useSessionStore, type Backend } from '@pos/pos-logic/stores'
import { searchProducts } from '@pos/shared-types'
import { computed, onBeforeUnmount, shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import type { MoreCommands } from '../../back-office/area.ts'
import { REPORTS } from './reports/reports.ts'

/** Typing is searched for when it pauses. */
const PAUSE_MS = 150
const MOST_FOUND = 8

/** What the palette of head office offers beside its pages: reports, and the products that a text finds. */
export function useHqCommands(backend: Backend): MoreCommands {
  const { t } = useI18n()
  const session = useSessionStore()
  const text = shallowRef('')
  let timer: ReturnType<typeof setTimeout> | undefined

  const found = useLoad(async () => {
    const q = text.value
    if (q === '' || !session.can('hq:products.view')) return []
    return (await backend.execute(searchProducts, { query: { q, limit: MOST_FOUND } })).items
  })

  const commands = computed(() => [
    ...(found.data.value ?? []).map(({ productId, variantId, name, sku }) => ({
      id: variantId,
      to: `/hq/catalogue/products/${productId}`,
      group: 'record' as const,
      icon: 'package' as const,
      label: name,
      hint: sku,
    })),
    ...(session.can('hq:reports.view') ? REPORTS : []).map(({ code, text: key }) => ({
      id: code,
      to: `/hq/reports/${code}`,
      group: 'report' as const,
      icon: 'chart' as const,
      label: t(key),
    })),
  ])

  function find(wanted: string): void {
    text.value = wanted
    clearTimeout(timer)
    timer = setTimeout(() => void found.reload(), PAUSE_MS)
  }

  onBeforeUnmount(() => clearTimeout(timer))
  return { commands, isLoading: found.isLoading, find }
}
