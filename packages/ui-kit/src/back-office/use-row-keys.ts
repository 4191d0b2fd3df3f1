import type { Ref } from 'vue'

/**
 * The focus goes from row to row of a table, or from card to card. `open` gets the index of the row on which Enter was
 * pressed.
 */
export function useRowKeys(
  root: Readonly<Ref<HTMLElement | null>>,
  open: (index: number, event: KeyboardEvent) => void,
): {
  readonly moveRow: (by: number) => void
  readonly pressInRow: (event: KeyboardEvent) => void
} {
  function moveRow(by: number): void {
    const all = [...(root.value?.querySelectorAll<HTMLElement>('tbody tr, .cards .card') ?? [])]
    const at = all.findIndex((row) => row === document.activeElement)
    const next = all[at === -1 ? 0 : Math.min(all.length - 1, Math.max(0, at + by))]
    for (const row of all) row.tabIndex = row === next ? 0 : -1
    next?.focus()
  }

  function pressInRow(event: KeyboardEvent): void {
    const index = [...(root.value?.querySelectorAll('tbody tr') ?? [])].findIndex((row) => row === event.target)
    if (event.key === 'ArrowDown') moveRow(1)
    else if (event.key === 'ArrowUp') moveRow(-1)
    else if (event.key === 'Enter' && index >= 0) open(index, event)
    else return
    event.preventDefault()
  }

  return { moveRow, pressInRow }
}
