import type { UserId } from '@pos/shared-types'
import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import { useApprovalStore } from './approval-store.ts'
import { usePaymentStore } from './payment-store.ts'
import { useStaffStore } from './staff-store.ts'

/** Badges that are shown to the till: for consent while that is asked for, else to change who stands here. */
export const useBadgeStore = defineStore('badge', () => badgeStore())

function badgeStore() {
  const [staff, approval, payment] = [useStaffStore(), useApprovalStore(), usePaymentStore()]
  const pickedId = shallowRef<UserId | null>(null)
  const problem = shallowRef<unknown>()

  async function read(code: string): Promise<void> {
    if (approval.isOpen) {
      pickedId.value = await approval.approveByBadge(code)
      return
    }
    const waitsFor = await staff.signInByBadge(code)
    if (waitsFor === null || waitsFor === staff.current?.userId) return
    if (staff.isSignedIn) staff.change()
    pickedId.value = waitsFor
  }

  function forget(): void {
    pickedId.value = null
    problem.value = undefined
  }

  return {
    /** Whose badge was shown, while a PIN must prove it. */
    pickedId,
    /** Why the last one was refused. */
    problem,
    /** Answers whether it was good. A sale that is being saved is finished by whoever began to. */
    async show(code: string): Promise<boolean> {
      if (payment.isBusy && !approval.isOpen) return false
      forget()
      try {
        await read(code)
        return true
      } catch (error) {
        problem.value = error
        return false
      }
    },
    forget,
    hydrate: async (): Promise<void> => forget(),
    reset: forget,
  }
}
