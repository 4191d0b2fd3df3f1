import { policyFormOf, type ApprovalView, type PolicyView } from '@pos/pos-logic/stores'
import { useI18n } from 'vue-i18n'
import { policySentence } from './policy-sentence.ts'
import type { PolicyLine } from './PolicyList.vue'
import { useApprovalSentence } from './use-approval-sentence.ts'
import { usePolicyChoices } from './use-policy-choices.ts'
import { usePolicyWords } from './use-policy-words.ts'
import { useSentenceWords } from './use-sentence-words.ts'

/** Policies as lines of a list: by name, each with what it says. */
export function usePolicyLines() {
  const { t } = useI18n()
  const { actOf } = usePolicyWords()
  const words = useSentenceWords(usePolicyChoices())
  const sentenceOf = useApprovalSentence(words)
  const byName = (lines: readonly PolicyLine[]) => lines.toSorted((one, other) => one.name.localeCompare(other.name))
  return {
    linesOf: (policies: readonly PolicyView[]) =>
      byName(
        policies.map((policy) => ({
          id: policy.id,
          to: { name: 'hq-policy', params: { id: policy.id } },
          name: policy.name,
          says: policySentence({ ...policyFormOf(policy), isActive: true }, words),
          note: policy.isActive ? undefined : t('policies.off'),
        })),
      ),
    approvalLinesOf: (approvals: readonly ApprovalView[]) =>
      byName(
        approvals.map((approval) => ({
          id: approval.id,
          to: { name: 'hq-approval', params: { id: approval.id } },
          name: actOf(approval.action),
          says: sentenceOf(approval),
          note: undefined,
        })),
      ),
  }
}
