import { useAction, type Backend } from '@pos/pos-logic/stores'
import { revokeDevice, type DeviceView } from '@pos/shared-types'
import { useToasts } from '@pos/ui-kit'
import { computed, shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'

/** Asks before a device is revoked, revokes it and says so. */
export function useRevoking(backend: Backend, reload: () => Promise<void>) {
  const { t } = useI18n()
  const toasts = useToasts()
  const device = shallowRef<DeviceView>()
  const revoking = useAction(async ({ id, name }: DeviceView) => {
    await backend.execute(revokeDevice, { params: { id } })
    device.value = undefined
    toasts.show({ text: t('devices.revoked', { name }) })
    await reload()
  })
  return {
    device,
    isAsking: computed({ get: () => device.value !== undefined, set: (open) => !open && (device.value = undefined) }),
    busy: revoking.isBusy,
    problem: revoking.problem,
    ask(asked: DeviceView) {
      revoking.problem.value = undefined
      device.value = asked
    },
    revoke: () => device.value && revoking.run(device.value),
  }
}
