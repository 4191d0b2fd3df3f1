import { useAction, useLoad } from '@pos/pos-logic/stores'
import { createEnrolmentCode, listDevices, listRegisters, type RegisterId, type ResponseOf } from '@pos/shared-types'
import { computed, onBeforeUnmount, shallowRef } from 'vue'
import { useStoreOffice } from '../use-store-office.ts'

export type EnrolmentCode = ResponseOf<typeof createEnrolmentCode>

/** A device says nothing when it is seen, so the list looks by itself. */
const LOOK_MS = 10_000

/** The devices of this store, and what can be done with them. */
export function useDevices() {
  const { backend, session } = useStoreOffice()
  /** The code that was made last. It is known here, until the dialog is closed, and nowhere else. */
  const code = shallowRef<EnrolmentCode>()
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

  const making = useAction(async (registerId: RegisterId | undefined) => {
    code.value = await backend.execute(createEnrolmentCode, {
      body: { kind: 'till', ...(registerId !== undefined && { registerId }) },
    })
  })

  return {
    devices: computed(() => lists.data.value?.devices ?? []),
    registers: computed(() => (lists.data.value?.registers ?? []).filter(({ status }) => status === 'active')),
    problem: lists.problem,
    isLoading: lists.isLoading,
    reload: lists.reload,
    canEnrol: computed(() => session.can('store:devices.enrol')),
    making,
    code,
    forgetCode: () => (code.value = undefined),
  }
}
