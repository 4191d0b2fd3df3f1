import { CUSTOMER_FIELDS, type ConflictView } from '@pos/shared-types'
import { useI18n } from 'vue-i18n'
import type { Choice } from './use-conflicts.ts'

/** Conflicts in the words of a shop. */
export function useConflictWords() {
  const { t } = useI18n()

  const fieldOf = ({ field }: Pick<ConflictView, 'field'>): string =>
    CUSTOMER_FIELDS.some((each) => each === field) ? t(`customers.${field}`) : field

  const titleOf = (conflict: ConflictView): string =>
    t(`conflicts.titles.${conflict.kind}`, { field: fieldOf(conflict), subject: conflict.subject })

  /** A value as the customer's page writes it. */
  function valueOf({ kind, field }: ConflictView, value: string | null): string {
    if (value === null || value === '') return t('conflicts.nothing')
    if (kind !== 'field') return value
    if (field === 'isBlocked') return t(value === 'true' ? 'conflicts.yes' : 'conflicts.no')
    if (field === 'kind' || field === 'locale') return t(`customers.${field}s.${value}`)
    return value
  }

  const verbOf = (conflict: ConflictView, choice: Choice): string =>
    conflict.kind === 'field' && choice !== 'both'
      ? t('conflicts.take', { value: short(valueOf(conflict, conflict[choice].value)) })
      : t(`conflicts.verbs.${choice}`)

  return { fieldOf, titleOf, valueOf, verbOf }
}

const short = (text: string) => (text.length > 40 ? `${text.slice(0, 39)}…` : text)
