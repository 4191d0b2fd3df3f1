import { ANY_ACTION } from '@pos/shared-types'
import type { ApprovalForm, PolicyField, PolicyForm } from '@pos/pos-logic/stores'
import { permissionText, type Language } from '@pos/i18n'
import { useFormat } from '@pos/ui-kit'
import { useI18n } from 'vue-i18n'

type ApprovalField = keyof ApprovalForm

/** What acts, fields and times of policies are called. */
export function usePolicyWords() {
  const { t, locale } = useI18n()
  const format = useFormat()
  const actOf = (action: string) => t(`policies.acts.${action === ANY_ACTION ? 'any' : action.replace(':', '.')}`)
  const yesNo = (isOn: boolean) => t(isOn ? 'policies.yes' : 'policies.no')
  const timeOf = (seconds: number) =>
    seconds % 60 === 0 ? t('policies.minutes', seconds / 60) : t('policies.seconds', seconds)
  const record = {
    get notSaved() {
      return t('policies.notSaved')
    },
    get conflictTitle() {
      return t('policies.conflictTitle')
    },
    labelOf: (field: PolicyField | ApprovalField) => t(`policies.fields.${field}`),
  }
  return {
    actOf,
    timeOf,
    policy: {
      ...record,
      valueOf(field: PolicyField, form: PolicyForm): string {
        if (field === 'rules') return t('policies.changedRules')
        if (field === 'targets') return t('policies.changedTargets')
        if (field === 'isActive') return yesNo(form.isActive)
        if (field === 'action') return actOf(form.action)
        return field === 'effect' ? t(`policies.effects.${form.effect}`) : form[field]
      },
    },
    approval: {
      ...record,
      valueOf(field: ApprovalField, form: ApprovalForm): string {
        if (field === 'action') return actOf(form.action)
        if (field === 'permissionCode') return permissionText(form.permissionCode, locale.value as Language)
        if (field === 'canBeRemote') return yesNo(form.canBeRemote)
        if (field === 'ttlS') return timeOf(form.ttlS)
        const { thresholdMinor, thresholdPpm } = form
        if (field === 'thresholdMinor' && thresholdMinor !== null) return format.money(thresholdMinor)
        if (field === 'thresholdPpm' && thresholdPpm !== null) return format.rate(thresholdPpm)
        return t('policies.empty')
      },
    },
  }
}
