import { useAction, useLoad } from '@pos/pos-logic/stores'
import {
  createEnrolmentCode,
  listDevices,
  listRegisters,
  takeOverRegister,
  type DeviceView,
  type RegisterId,
  type ResponseOf,
} from '@pos/shared-types'
import { useToasts } from '@pos/ui-kit'
import { computed, onBeforeUnmount, shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { useOffice } from '../../../back-office/use-office.ts'

export type EnrolmentCode = ResponseOf<typeof createEnrolmentCode>

/** A device says nothing when it is seen, so the list looks by itself. */
const LOOK_MS = 10_000

/** The devices of this store, and what can be done with them. */
export function useDevices() {
  const { t } = useI18n()
  const { backend, session } = useOffice()
  const toasts = useToasts()
  /** The code that was made last. It is known here, until the dialog is closed, and nowhere else. */
  const code = shallowRef<EnrolmentCode>()
  /** The device whose register is about to be taken. */
  const holder = shallowRef<DeviceView>()
  const lists = useLoad(async () => {
    const [devices, registers] = await Promise.all([
      backend.execute(listDevices, {}),
      backend.execute(listRegisters, {}),
    ])
    return { devices: devices.items, registers: registers.items }
  })
  const timer = setInterval(() => void lists.reload(), LOOK_MS)
  onBeforeUnmount(() => clearInterval(timer))
  void lists.reload()

  const registers = computed(() => lists.data.value?.registers ?? [])
  const making = useAction(async (registerId: RegisterId | undefined) => {
    const body = { kind: 'till' as const, ...(registerId !== undefined && { registerId }) }
    code.value = await backend.execute(createEnrolmentCode, { body })
  })
  const taking = useAction(async ({ registerId }: DeviceView) => {
    if (registerId === null) return
    await backend.execute(takeOverRegister, { params: { id: registerId } })
    holder.value = undefined
    toasts.show({ text: t('devices.taken') })
    await lists.reload()
  })

  return {
    backend,
    devices: computed(() => lists.data.value?.devices ?? []),
    registers: computed(() => registers.value.filter(({ status }) => status === 'active')),
    registerOf: ({ registerId }: DeviceView) =>
      registers.value.find(({ id }) => id === registerId)?.name ?? t('devices.noRegister'),
    problem: lists.problem,
    isLoading: lists.isLoading,
    reload: lists.reload,
    canEnrol: computed(() => session.can('store:devices.enrol')),
    canTakeOver: computed(() => session.can('pos:register_take_over')),
    making,
    code,
    forgetCode: () => (code.value = undefined),
    taking,
    holder,
  }
}
