import type { SaleLineId, SaleLineRecord } from '@pos/shared-types'
import type { Draft } from '../journal/draft.ts'
import type { Returned } from '../journal/journal-stores.ts'

/** What came back here of each original line, kept so that the same goods cannot come back twice while offline. */
export type ReturnedLines = Map<SaleLineId, Returned>

/** Adds the lines of a sale that name an original to what has come back. */
export function growReturned(draft: Draft, returned: ReturnedLines, lines: readonly SaleLineRecord[]): void {
  const grown: ReturnedLines = new Map()
  for (const { originalLineId, quantityMilli, totalMinor } of lines) {
    if (originalLineId === null || quantityMilli >= 0) continue
    const before = grown.get(originalLineId) ?? returned.get(originalLineId)
    grown.set(originalLineId, {
      quantityMilli: (before?.quantityMilli ?? 0) - quantityMilli,
      amountMinor: (before?.amountMinor ?? 0) - totalMinor,
    })
  }
  for (const [key, value] of grown) draft.put({ store: 'returned', key, value })
  draft.whenStored(() => {
    for (const [id, value] of grown) returned.set(id, value)
  })
}
