import { useSessionStore } from '@pos/pos-logic/stores'
import type { MenuGroup, TrailStep } from '@pos/ui-kit'
import { computed, type ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRoute } from 'vue-router'
import type { MenuEntry, OfficeArea } from '../area.ts'

export type NamedEntry = MenuEntry & { readonly label: string }

export type Menu = {
  /** What the person may see. */
  readonly entries: ComputedRef<readonly NamedEntry[]>
  readonly groups: ComputedRef<readonly MenuGroup[]>
  /** Where the page stands: its entry, and its own name below it. */
  readonly trail: ComputedRef<readonly TrailStep[]>
}

export function useMenu(
  area: OfficeArea,
  menu: readonly MenuEntry[],
  counts: () => Readonly<Record<string, number>>,
): Menu {
  const { t } = useI18n()
  const session = useSessionStore()
  const route = useRoute()
  const entries = computed(() =>
    menu
      .filter(({ permission }) => permission === undefined || session.can(permission))
      .map((entry) => ({ ...entry, label: t(`${area}.area.menu.${entry.id}`) })),
  )
  const trail = computed(() => {
    const entry = entries.value.find(({ id }) => id === route.meta.menu)
    if (entry === undefined) return []
    const { crumb } = route.meta
    return crumb === undefined ? [{ label: entry.label }] : [{ label: entry.label, to: entry.to }, { label: t(crumb) }]
  })
  const groups = computed(() => entries.value.map((entry) => ({ ...entry, count: counts()[entry.id] })))
  return { entries, groups, trail }
}
