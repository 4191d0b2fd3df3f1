import { countDifference, denominationsOf } from '@pos/domain'
import type { Cents, Counted, ShiftClosedFact } from '@pos/shared-types'
import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { ExpectedTender } from '../../rules/till-actions.ts'
import { figuresOf } from './shift-figures.ts'
import { tillPorts, type TillPorts } from './till-ports.ts'

/** A counted tender beside what was expected of it. */
export type CountedDifference = ExpectedTender & { readonly countedMinor: Cents; readonly differenceMinor: Cents }

/** The cash period of the register: open, look, count, close. */
export const useShiftStore = defineStore('shift', () => shiftStore(tillPorts()))

function shiftStore({ till }: TillPorts) {
  const current = shallowRef(till.shifts.current)
  const totals = shallowRef(till.shifts.totals)
  /** Nothing of what is expected is here before the count is confirmed: what is not on the page cannot be peeked at. */
  const differences = shallowRef<readonly CountedDifference[] | null>(null)
  const counts = shallowRef<readonly Counted[]>([])
  const closed = shallowRef<ShiftClosedFact | null>(null)

  const isOpen = computed(() => current.value?.state === 'open')

  function refresh(): void {
    current.value = till.shifts.current
    totals.value = till.shifts.totals
  }

  function recount(): void {
    differences.value = null
    counts.value = []
  }

  /** Compares what was counted with what should be there. A sale that came between makes `close` ask for a new count. */
  function confirmCount(counted: readonly Counted[]): void {
    counts.value = counted
    differences.value = till.shifts.expected().map((tender) => {
      const own = counted.find(
        ({ tenderTypeId, currency }) => tenderTypeId === tender.tenderTypeId && currency === tender.currency,
      )
      const countedMinor = own?.countedMinor ?? 0
      return { ...tender, countedMinor, differenceMinor: countDifference(countedMinor, tender.expectedMinor) }
    })
  }

  return {
    current,
    isOpen,
    floatMinor: computed(() => (current.value ? till.shifts.floatMinor : 0)),
    /** X: what the shift has come to so far. */
    figures: computed(() => figuresOf(totals.value, till.catalogue)),
    isBlind: computed(() => (current.value ? till.shifts.isBlind : true)),
    /** What must be counted, without amounts; cash with its notes and coins. */
    toCount: computed(() =>
      (isOpen.value && totals.value ? till.shifts.toCount() : []).map((tender) => ({
        ...tender,
        denominations:
          till.catalogue.tender(tender.tenderTypeId)?.kind === 'cash' ? denominationsOf(tender.currency) : [],
      })),
    ),
    differences,
    needsReason: computed(() => {
      const free = till.shifts.freeDifferenceMinor
      return differences.value?.some(({ differenceMinor }) => Math.abs(differenceMinor) > free) ?? false
    }),
    reasons: computed(() => (current.value ? till.catalogue.reasons('shift_difference') : [])),
    closed,
    refresh,
    async open(floatMinor: Cents): Promise<void> {
      await till.shifts.open({ floatMinor })
      closed.value = null
      recount()
      refresh()
    },
    confirmCount,
    recount,
    async close(reasonId?: string): Promise<void> {
      closed.value = await till.shifts.close({ counts: counts.value, differenceReasonId: reasonId })
      refresh()
    },
    /** Puts the Z away. */
    finish(): void {
      closed.value = null
      recount()
    },
    hydrate: async (): Promise<void> => refresh(),
    reset(): void {
      current.value = undefined
      totals.value = []
      closed.value = null
      recount()
    },
  }
}
