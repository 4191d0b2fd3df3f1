import { ref, watch, type Ref } from 'vue'
import type { Paged } from './use-pages.ts'

export type Arrivals = {
  /** How many rows of the first page have come since it was shown. */
  readonly count: Readonly<Ref<number>>
  /** Looks whether there are any, once the server has said that there may be. */
  readonly look: () => Promise<void>
}

/**
 * What has arrived in a list that must not move under its reader: it is counted, and shown when he reloads the list.
 * A list without rows has no reader and fills by itself.
 */
export function useArrivals<Row>(
  list: Paged<Row>,
  readFirst: () => Promise<readonly Row[]>,
  keyOf: (row: Row) => string,
): Arrivals {
  const count = ref(0)
  let known = new Set<string>()
  let readings = 0

  watch(
    list.rows,
    (rows) => {
      if (list.page.value > 1) return
      readings += 1
      known = new Set(rows.map(keyOf))
      count.value = 0
    },
    { flush: 'sync' },
  )

  async function look(): Promise<void> {
    if (list.rows.value.length === 0) return list.reload()
    const reading = readings
    // A hint that cannot be followed now is given again when the line is back.
    const first = await readFirst().catch(() => undefined)
    if (first && reading === readings) count.value = first.filter((row) => !known.has(keyOf(row))).length
  }

  return { count, look }
}
