import { useAction, useLoad } from '@pos/pos-logic/stores'
import { listDevices, listRegisters, saveRegister, type StoreId } from '@pos/shared-types'
import { useToasts } from '@pos/ui-kit'
import { browserIds } from '@pos/pos-logic/browser'
import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { onNews } from '../on-news.ts'
import { useHq } from '../use-hq.ts'
import { useProvisioning } from './use-provisioning.ts'

/** A store's registers and store servers, and what can be done with them. */
export function useStore(id: StoreId) {
  const { t } = useI18n()
  const { backend } = useHq()
  const toasts = useToasts()
  const provisioning = useProvisioning(backend)
  const parts = useLoad(async () => {
    const [registers, devices] = await Promise.all([
      backend.execute(listRegisters, {}),
      backend.execute(listDevices, {}),
    ])
    return {
      registers: registers.items.filter(({ storeId }) => storeId === id),
      servers: devices.items.filter(({ storeId, kind }) => storeId === id && kind === 'store_server'),
    }
  })
  void parts.reload()
  onNews(['stores', 'catalogue'], () => void parts.reload())

  const adding = useAction(async (code: string, name: string) => {
    const body = { storeId: id, code, name, kind: 'till' as const }
    await backend.execute(saveRegister, { params: { id: browserIds.next() }, body })
    toasts.show({ text: t('hq.store.registerAdded', { name }) })
    await parts.reload()
    return true
  })

  return {
    registers: computed(() => parts.data.value?.registers ?? []),
    servers: computed(() => parts.data.value?.servers ?? []),
    provisioning,
    adding,
    loadProblem: parts.problem,
    reload: parts.reload,
  }
}
