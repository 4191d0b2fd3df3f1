import { useStaffStore, useTillStore } from '@pos/pos-logic/stores'
import type { PermissionCode } from '@pos/shared-types'
import { useI18n } from 'vue-i18n'

/** Why a right that the cashier has cannot be used now; undefined when it can, or when it was never his. */
export function useLapsed(): (right: PermissionCode) => string | undefined {
  const { t } = useI18n()
  const till = useTillStore()
  const staff = useStaffStore()
  return (right) => (till.lapsed !== null && staff.isLapsed(right) ? t('till.lapsed.button') : undefined)
}
