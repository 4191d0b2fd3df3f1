import type { AuditRow } from '@pos/shared-types'
import { useI18n } from 'vue-i18n'

/** What an entry is called in the reader's language. */
export function useAuditWords() {
  const i18n = useI18n()
  const { t } = i18n
  const what = ({ action }: Pick<AuditRow, 'action'>) => {
    const key = `audit.actions.${action}`
    return i18n.te(key) ? t(key) : action
  }
  const who = ({ userName, userId, appContext }: Pick<AuditRow, 'userName' | 'userId' | 'appContext'>) =>
    userName ?? userId?.slice(-12) ?? t(appContext === 'system' ? 'audit.byItself' : 'audit.nobody')
  const where = ({ storeCode }: { readonly storeCode: string | null }) => storeCode ?? t('audit.headOffice')
  return { what, who, where }
}
