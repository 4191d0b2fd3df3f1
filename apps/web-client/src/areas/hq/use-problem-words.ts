import type { RecordProblems } from '@pos/pos-logic/stores'
import { useI18n } from 'vue-i18n'

type Kind = RecordProblems<{ field: string }>['field']

/** Says what is wrong with a field of a record; `area` has its own word for what is taken. */
export function useProblemWords(area: 'people' | 'roles' | 'policies') {
  const { t } = useI18n()
  return (kind: Kind): string | undefined => {
    if (kind === undefined) return undefined
    return kind === 'taken' ? t(`${area}.problems.taken`) : t(`hq.product.problems.${kind}`)
  }
}
