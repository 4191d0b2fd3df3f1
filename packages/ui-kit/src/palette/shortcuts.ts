import { plain } from './commands.ts'

export type Shortcut = { readonly id: string; readonly group: string; readonly label: string; readonly keys: string }

export type ShortcutGroup = {
  readonly name: string
  readonly rows: readonly (Shortcut & { readonly isTwice: boolean })[]
}

/** The keys by group, in the order given, with those that stand for two things marked. */
export function shortcutGroups(shortcuts: readonly Shortcut[], text: string): readonly ShortcutGroup[] {
  const wanted = plain(text.trim())
  const isTwice = ({ keys }: Shortcut) => shortcuts.filter((other) => other.keys === keys).length > 1
  const found = shortcuts.filter(({ label, keys }) => plain(`${label} ${keys}`).includes(wanted))
  return [...Map.groupBy(found, ({ group }) => group)].map(([name, rows]) => ({
    name,
    rows: rows.map((row) => ({ ...row, isTwice: isTwice(row) })),
  }))
}
