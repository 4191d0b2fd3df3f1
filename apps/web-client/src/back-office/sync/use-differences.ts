import type { BusinessDate, Comparison } from '@pos/shared-types'
import { useFormat } from '@pos/ui-kit'
import { useI18n } from 'vue-i18n'

type Difference = Comparison['differing'][number]

/** What differs between a store and head office, in words. */
export function useDifferences() {
  const { t } = useI18n()
  const format = useFormat()
  const wordOf = ({ kind, grain }: Difference) => {
    if (kind === 'sales') return t('sync.things.sales', { day: format.day(grain as BusinessDate) })
    return kind === 'stock' ? t('sync.things.stock') : t('sync.things.catalogue', { table: grain })
  }
  return {
    wordOf,
    inWords: (differing: readonly Difference[]) => differing.map(wordOf).join(' · '),
  }
}
