import type { ShiftFigures } from '@pos/pos-logic/stores'
import type { Cents, ShiftClosedFact } from '@pos/shared-types'
import { useFormat } from '@pos/ui-kit'
import { computed, type ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { useTenderName } from '../../../../app/use-tender-name.ts'

type ZRow = { readonly label: string; readonly value: string; readonly isStrong: boolean }

const PARTS = ['sales', 'returns', 'voids', 'discounts', 'tax', 'rounding'] as const

/** The rows of a printed Z: what was sold, how it was paid, what was counted. */
export function useZRows(
  closed: () => ShiftClosedFact,
  sums: () => { readonly figures: ShiftFigures; readonly floatMinor: Cents },
): ComputedRef<readonly (readonly ZRow[])[]> {
  const { t } = useI18n()
  const format = useFormat()
  const nameOf = useTenderName()
  const row = (label: string, cents: Cents, currency?: string, isStrong = false): ZRow => ({
    label,
    value: format.amount(cents, currency),
    isStrong,
  })
  return computed(() => {
    const { figures, floatMinor } = sums()
    const names = new Map(figures.tenders.map(({ tenderTypeId, name }) => [tenderTypeId, nameOf(name)]))
    const sold = PARTS.filter((part) => figures[part].count > 0 || part === 'sales').map((part) =>
      row(`${figures[part].count} ${t(`till.shift.${part}`)}`, figures[part].amountMinor),
    )
    const counted = closed().counts.map(({ tenderTypeId, currency, expectedMinor, countedMinor, differenceMinor }) => [
      row(`${names.get(tenderTypeId) ?? ''} ${t('till.shift.expectedOf')}`.trim(), expectedMinor, currency),
      row(t('till.shift.count.counted'), countedMinor, currency),
      row(t('till.shift.difference.title'), differenceMinor, currency, true),
    ])
    return [
      [...sold, row(t('till.shift.total'), figures.totalMinor, undefined, true)],
      [
        row(t('till.shift.open.float'), floatMinor),
        ...figures.tenders.map(({ name, amountMinor, currency }) => row(nameOf(name), amountMinor, currency)),
      ],
      ...counted,
    ]
  })
}
