import type { IconName, PaletteCommand } from '@pos/ui-kit'
import type { Ref } from 'vue'

/** The areas with a menu and a sign-in by password. Their words begin with the name. */
export type OfficeArea = 'hq' | 'store'

export type MenuEntry<Id extends string = string> = {
  readonly id: Id
  readonly icon: IconName
  readonly to: string
  /** Pressed after G. */
  readonly letter: string
  /** Of the count beside it; `accent` unless told. */
  readonly tone?: 'accent' | 'warn' | undefined
  /** Who lacks it does not see the entry. */
  readonly permission?: string | undefined
}

export type LeadingCommand = PaletteCommand & ({ readonly to: string } | { readonly act: string })

/** What an area's palette offers beside pages and actions. */
export type MoreCommands = {
  readonly commands: Readonly<Ref<readonly LeadingCommand[]>>
  readonly isLoading: Readonly<Ref<boolean>>
  readonly find: (text: string) => void
}
