import { useApprovalStore } from '@pos/pos-logic/stores'
import { useToasts } from '@pos/ui-kit'
import { watch } from 'vue'
import { useI18n } from 'vue-i18n'

/** Says how a question to the back office ended, once the dialog is gone. */
export function useRemoteOutcome(): void {
  const { t } = useI18n()
  const approval = useApprovalStore()
  const toasts = useToasts()
  watch(
    () => approval.outcome,
    (outcome) => {
      if (outcome === null) return
      const isNamed = outcome.kind === 'refused' && outcome.byName !== null
      const text = isNamed ? t('till.approval.refusedBy', { name: outcome.byName }) : t(`till.approval.${outcome.kind}`)
      toasts.show({ text, tone: 'warn' })
    },
  )
}
