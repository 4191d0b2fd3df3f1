import { permissionText, type Language } from '@pos/i18n'
import type { ApprovalForm } from '@pos/pos-logic/stores'
import { useFormat } from '@pos/ui-kit'
import { useI18n } from 'vue-i18n'
import { approvalSentence, type SentenceWords } from './policy-sentence.ts'
import { usePolicyWords } from './use-policy-words.ts'

/** Puts approval policies into words. */
export function useApprovalSentence(words: SentenceWords): (form: ApprovalForm) => string {
  const { locale } = useI18n()
  const format = useFormat()
  const { timeOf } = usePolicyWords()
  return (form) =>
    approvalSentence(form, words, {
      money: (minor) => format.money(minor),
      rate: format.rate,
      right: permissionText(form.permissionCode, locale.value as Language),
      time: timeOf(form.ttlS),
    })
}
