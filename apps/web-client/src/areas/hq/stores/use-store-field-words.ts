import type { StoreField, StoreProblem } from '@pos/pos-logic/stores'
import { useI18n } from 'vue-i18n'

/** What the fields of a store are called, and what is wrong with one. */
export function useStoreFieldWords() {
  const { t } = useI18n()
  return {
    labelOf: (field: StoreField) => t(`hq.store.fields.${field}`),
    problemOf: (kind: StoreProblem | undefined) => {
      if (kind === undefined) return undefined
      return kind === 'taken' ? t('hq.store.codeTaken') : t(`hq.product.problems.${kind}`)
    },
  }
}
