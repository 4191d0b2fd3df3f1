import { useAction } from '@pos/pos-logic/stores'
import { compareStore, resyncStore, startDrill, type DrillLink, type StoreId } from '@pos/shared-types'
import { useToasts } from '@pos/ui-kit'
import { useI18n } from 'vue-i18n'
import { useHq } from '../use-hq.ts'

/** What a store can be asked to do from here. It says at once whether it does; what comes of it is told later. */
export function useStoreAsks(id: StoreId) {
  const { t } = useI18n()
  const { backend } = useHq()
  const toasts = useToasts()
  const params = { id }
  return {
    comparing: useAction(async () => {
      await backend.execute(compareStore, { params })
      toasts.show({ text: t('hq.store.asks.comparing') })
    }),
    renewing: useAction(async () => {
      await backend.execute(resyncStore, { params })
      toasts.show({ text: t('hq.store.asks.renewing') })
      return true
    }),
    drilling: useAction(async (plan: { readonly link: DrillLink; readonly minutes: number }) => {
      await backend.execute(startDrill, { body: { storeId: id, ...plan } })
      toasts.show({ text: t('hq.store.asks.drilling') })
      return true
    }),
  }
}
