import { useSessionStore } from '@pos/pos-logic/stores'
import type { MenuGroup, TrailStep } from '@pos/ui-kit'
import { computed, type ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRoute } from 'vue-router'
import { MENU, type MenuEntry } from '../menu.ts'

export type Menu = {
  /** What the person may see. */
  readonly entries: ComputedRef<readonly MenuEntry[]>
  readonly groups: ComputedRef<readonly MenuGroup[]>
  /** Where the page stands: its entry, and its own name below it. */
  readonly trail: ComputedRef<readonly TrailStep[]>
}

export function useMenu(): Menu {
  const { t } = useI18n()
  const session = useSessionStore()
  const route = useRoute()
  const entries = computed(() => MENU.filter(({ permission }) => permission === undefined || session.can(permission)))
  const groups = computed(() =>
    entries.value.map(({ id, icon, to }) => ({ id, icon, to, label: t(`hq.area.menu.${id}`) })),
  )
  const trail = computed(() => {
    const entry = groups.value.find(({ id }) => id === route.meta.menu)
    if (entry === undefined) return []
    const { crumb } = route.meta
    return crumb === undefined ? [{ label: entry.label }] : [{ label: entry.label, to: entry.to }, { label: t(crumb) }]
  })
  return { entries, groups, trail }
}
