import type { PaletteCommand } from '@pos/ui-kit'
import { computed, shallowRef, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRouter } from 'vue-router'
import type { LeadingCommand, MoreCommands, OfficeArea } from '../area.ts'
import { recentCommands, rememberCommand } from './recent-commands.ts'
import type { NamedEntry } from './use-menu.ts'

export type PaletteOptions = {
  readonly area: OfficeArea
  readonly entries: Readonly<Ref<readonly NamedEntry[]>>
  readonly more: MoreCommands | undefined
  readonly act: (action: string) => void
}

/** What the palette of an area offers: its actions, what the area adds, and its pages. */
export function usePalette({ area, entries, more, act }: PaletteOptions) {
  const { t } = useI18n()
  const router = useRouter()
  const recent = shallowRef(recentCommands(area))

  const commands = computed((): readonly LeadingCommand[] => [
    ...(['theme', 'language', 'help', 'signOut'] as const).map((id) => ({
      id,
      act: id,
      group: 'action' as const,
      icon: ACTION_ICONS[id],
      label: id === 'signOut' ? t('backOffice.signOut') : t(`backOffice.keys.${id}`),
      keys: id === 'help' ? '?' : undefined,
    })),
    ...(more?.commands.value ?? []),
    ...entries.value.map(({ id, icon, to, letter, label }) => ({
      id,
      to,
      icon,
      group: 'page' as const,
      label,
      keys: `G ${letter}`,
    })),
  ])

  async function run({ id, group }: PaletteCommand, isNewTab: boolean): Promise<void> {
    const command = commands.value.find((one) => one.id === id)
    if (command === undefined) return
    if (group !== 'record') recent.value = rememberCommand(area, id)
    if ('act' in command) act(command.act)
    else if (isNewTab) window.open(command.to, '_blank', 'noopener')
    else await router.push(command.to)
  }

  return { commands, recent, run }
}

const ACTION_ICONS = { theme: 'moon', language: 'globe', help: 'keyboard', signOut: 'sign-out' } as const
