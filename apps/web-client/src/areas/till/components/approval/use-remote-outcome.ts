import { useApprovalStore, useCartStore } from '@pos/pos-logic/stores'
import { computed, watch } from 'vue'
import { useI18n } from 'vue-i18n'

/** How a question to the back office ended without consent, in words; said until the sale is over or the next question. */
export function useRemoteOutcome() {
  const { t } = useI18n()
  const approval = useApprovalStore()
  const cart = useCartStore()
  watch(
    () => cart.rows.length === 0,
    (isEmpty) => isEmpty && approval.forgetOutcome(),
  )
  return computed(() => {
    const { outcome } = approval
    if (outcome === null || approval.isOpen) return undefined
    if (outcome.kind === 'refused' && outcome.byName !== null)
      return t('till.approval.refusedBy', { name: outcome.byName })
    return t(`till.approval.${outcome.kind}`)
  })
}
