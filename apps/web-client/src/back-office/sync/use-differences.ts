import type { BusinessDate, Comparison } from '@pos/shared-types'
import { useFormat } from '@pos/ui-kit'
import { useI18n } from 'vue-i18n'

type Difference = Comparison['differing'][number]

/** What a person calls the tables of the catalogue, and the entities of a till. */
const TABLES = [
  { word: 'products', has: /^(product|variant_packs|barcodes)/ },
  { word: 'prices', has: /^price/ },
  { word: 'taxes', has: /^tax_/ },
  { word: 'people', has: /^(user|role|access_|approval_|permission_|revocation_)/ },
] as const

/** What differs between two nodes, in words. */
export function useDifferences() {
  const { t } = useI18n()
  const format = useFormat()
  const wordOf = ({ kind, grain }: Difference) => {
    // Grains of sales are business days.
    if (kind === 'sales') return t('sync.things.sales', { day: format.day(grain as BusinessDate) })
    if (kind === 'stock') return t('sync.things.stock')
    return t(`sync.tables.${TABLES.find(({ has }) => has.test(grain))?.word ?? 'rest'}`)
  }
  const wordsOf = (differing: readonly Difference[]) => [...new Set(differing.map(wordOf))]
  return { wordOf, wordsOf, inWords: (differing: readonly Difference[]) => wordsOf(differing).join(' · ') }
}
