import { usePaymentStore, useStaffStore } from '@pos/pos-logic/stores'
import { useFormat, type IconName } from '@pos/ui-kit'
import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { useLapsed } from '../../use-lapsed.ts'
import { useTenderName } from '../../../../app/use-tender-name.ts'

const ICONS: Readonly<Record<string, IconName>> = {
  cash: 'banknote',
  card: 'card',
  gift_card: 'gift',
  bank: 'landmark',
}

export const tenderIcon = (kind: string): IconName => ICONS[kind] ?? 'wallet'

/** The ways to pay with why one of them cannot be used now. */
export function useTenders() {
  const { t } = useI18n()
  const payment = usePaymentStore()
  const staff = useStaffStore()
  const format = useFormat()
  const nameOf = useTenderName()
  const lapsedOf = useLapsed()
  return computed(() =>
    payment.tenders.map(({ id, name, kind, isAllowed, limitMinor }, at) => {
      const isByHand = kind === 'card' || kind === 'bank'
      const isLent = isByHand && !staff.can('pos:tender_manual')
      const rests = isByHand ? lapsedOf('pos:tender_manual') : undefined
      const why = isAllowed ? rests : t('till.pay.notOffline')
      const upTo = limitMinor === null ? undefined : t('till.pay.upTo', { amount: format.money(limitMinor) })
      const limit = isLent ? t('till.pay.notYours') : upTo
      return {
        id,
        name: nameOf(name),
        icon: tenderIcon(kind),
        reason: why,
        limit,
        keys: at < 9 ? `Alt ${at + 1}` : undefined,
      }
    }),
  )
}
