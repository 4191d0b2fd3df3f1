import type { ApprovalRow } from '@pos/shared-types'
import { useI18n } from 'vue-i18n'
import { actWord } from '../../app/act-words.ts'

/** What an approval is about, for whoever decides it or reads of it. */
export function useApprovalWords() {
  const { t } = useI18n()
  return {
    /** The goods or the tender by name, where the till told it. */
    about: ({ reason, partId }: Pick<ApprovalRow, 'reason' | 'partId'>) =>
      reason ?? t(`approvals.${partId === null ? 'whole' : 'part'}`),
    kind: ({ action }: Pick<ApprovalRow, 'action'>) => t(`approvals.acts.${actWord(action)}`),
  }
}
