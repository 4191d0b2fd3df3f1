import { searchProducts } from '@pos/shared-types'
import { useLoad } from '@pos/pos-logic/stores'
import type { PaletteCommand } from '@pos/ui-kit'
import { computed, onBeforeUnmount, shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRouter } from 'vue-router'
import { REPORTS } from '../reports/reports.ts'
import { useHq } from '../use-hq.ts'
import { recentCommands, rememberCommand } from './recent-commands.ts'
import { useMenu } from './use-menu.ts'

/** Typing is searched for when it pauses. */
const PAUSE_MS = 150
const MOST_FOUND = 8

type Leading = PaletteCommand & ({ readonly to: string } | { readonly act: string })

/** What the palette of head office offers: its pages, reports and actions, and the products that a text finds. */
export function usePalette(act: (action: string) => void) {
  const { t } = useI18n()
  const { backend, session } = useHq()
  const { entries } = useMenu()
  const router = useRouter()
  const recent = shallowRef(recentCommands())
  const text = shallowRef('')
  let timer: ReturnType<typeof setTimeout> | undefined

  const found = useLoad(async () => {
    const q = text.value
    if (q === '' || !session.can('hq:products.view')) return []
    return (await backend.execute(searchProducts, { query: { q, limit: MOST_FOUND } })).items
  })

  const commands = computed((): readonly Leading[] => [
    ...(['theme', 'language', 'help', 'signOut'] as const).map((id) => ({
      id,
      act: id,
      group: 'action' as const,
      icon: ACTION_ICONS[id],
      label: id === 'signOut' ? t('hq.area.signOut') : t(`hq.keys.${id}`),
      keys: id === 'help' ? '?' : undefined,
    })),
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
    ...entries.value.map(({ id, icon, to, letter }) => ({
      id,
      to,
      icon,
      group: 'page' as const,
      label: t(`hq.area.menu.${id}`),
      keys: `G ${letter}`,
    })),
  ])

  function find(wanted: string): void {
    text.value = wanted
    clearTimeout(timer)
    timer = setTimeout(() => void found.reload(), PAUSE_MS)
  }

  async function run({ id, group }: PaletteCommand, isNewTab: boolean): Promise<void> {
    const command = commands.value.find((one) => one.id === id)
    if (command === undefined) return
    if (group !== 'record') recent.value = rememberCommand(id)
    if ('act' in command) act(command.act)
    else if (isNewTab) window.open(command.to, '_blank', 'noopener')
    else await router.push(command.to)
  }

  onBeforeUnmount(() => clearTimeout(timer))
  return { commands, recent, isLoading: found.isLoading, find, run }
}

const ACTION_ICONS = { theme: 'moon', language: 'globe', help: 'keyboard', signOut: 'sign-out' } as const
