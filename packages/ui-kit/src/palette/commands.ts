import type { IconName } from '../values/icons.ts'

export const PALETTE_GROUPS = ['action', 'record', 'report', 'page'] as const
export type PaletteGroup = (typeof PALETTE_GROUPS)[number]

export type PaletteCommand = {
  readonly id: string
  readonly label: string
  /** A `record` is what a search has found; it is shown whatever the text. */
  readonly group: PaletteGroup
  readonly icon?: IconName | undefined
  /** Stands at the end of the line, such as the state of a record. */
  readonly hint?: string | undefined
  readonly keys?: string | undefined
  /** Other words it is found by. */
  readonly words?: string | undefined
}

export type PaletteSection = { readonly id: PaletteGroup | 'recent'; readonly commands: readonly PaletteCommand[] }

/** Without a text what was used lately comes first; with one the commands in which each word begins a word. */
export function sectionsFor(
  commands: readonly PaletteCommand[],
  text: string,
  recent: readonly string[] = [],
): readonly PaletteSection[] {
  const words = plain(text).split(/\s+/).filter(Boolean)
  const lately = words.length > 0 ? [] : recent.flatMap((id) => commands.find((command) => command.id === id) ?? [])
  const others = commands.filter((command) => !lately.includes(command) && isMeant(command, words))
  const groups = PALETTE_GROUPS.map((id) => ({ id, commands: others.filter(({ group }) => group === id) }))
  return [{ id: 'recent' as const, commands: lately }, ...groups].filter((section) => section.commands.length > 0)
}

function isMeant({ group, label, words = '' }: PaletteCommand, wanted: readonly string[]): boolean {
  if (group === 'record') return true
  const known = plain(`${label} ${words}`).split(/\s+/)
  return wanted.every((word) => known.some((one) => one.startsWith(word)))
}

/** Without case and accents. */
export function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}
