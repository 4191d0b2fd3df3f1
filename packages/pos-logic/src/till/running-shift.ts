import { addTotals, expectedDrawer, totalKey } from '@pos/domain'
import type { Cents, ShiftRecord, ShiftTotalRecord } from '@pos/shared-types'
import type { Draft } from '../journal/draft.ts'

/** The till's shift with its running totals. Totals grow with each fact, so closing costs the same after any number. */
export class RunningShift {
  record: ShiftRecord
  readonly floatMinor: Cents
  #revision = 0
  readonly #totals: Map<string, ShiftTotalRecord>

  constructor(record: ShiftRecord, floatMinor: Cents, totals: readonly ShiftTotalRecord[]) {
    this.record = record
    this.floatMinor = floatMinor
    this.#totals = new Map(totals.map((total) => [totalKey(total), total]))
  }

  /** Grows with every fact of the shift. */
  get revision(): number {
    return this.#revision
  }

  get totals(): ShiftTotalRecord[] {
    return addTotals([], [...this.#totals.values()])
  }

  /** Lets the totals grow in a draft; they count from the moment it is stored. */
  grow(draft: Draft, increments: readonly ShiftTotalRecord[]): void {
    const grown = increments.map((increment) => {
      const before = this.#totals.get(totalKey(increment))
      const amountMinor = increment.amountMinor + (before?.amountMinor ?? 0)
      return { ...increment, amountMinor, count: increment.count + (before?.count ?? 0) }
    })
    for (const value of grown) draft.put({ store: 'shift_total', key: totalKey(value), value })
    draft.whenStored(() => {
      this.#revision += 1
      for (const total of grown) this.#totals.set(totalKey(total), total)
    })
  }

  expected(tender: Parameters<typeof expectedDrawer>[2], currency: string): Cents {
    return expectedDrawer(this.totals, this.floatMinor, tender, currency)
  }
}
