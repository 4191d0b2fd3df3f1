import { defineStore } from 'pinia'
import { ref, watch } from 'vue'
import { useApprovalStore } from './approval-store.ts'
import { usePaymentStore } from './payment-store.ts'
import { useStaffStore } from './staff-store.ts'
import { tillPorts, type TillPorts } from './till-ports.ts'

const SECOND_MS = 1_000
/** A cashier is told so long before. */
const WARN_S = 10

/** Locks a till that nobody touches. */
export const useLockStore = defineStore('lock', () => lockStore(tillPorts()))

function lockStore({ till, clock, scheduler }: TillPorts) {
  const [staff, approval, payment] = [useStaffStore(), useApprovalStore(), usePaymentStore()]
  const secondsLeft = ref<number | null>(null)
  let touchedAt = clock.now()
  let cancel = () => {}
  // Whoever comes has touched it.
  watch(
    () => staff.current,
    () => (touchedAt = clock.now()),
    { flush: 'sync' },
  )

  /** What another person was being asked is not asked any more: the till is nobody's now. */
  function leave(away: () => void): void {
    if (approval.isOpen) approval.cancel()
    secondsLeft.value = null
    away()
  }

  function look(): void {
    // Nobody works at a device that the store believes no longer.
    if (staff.isSignedIn && till.setUp.isRevoked) return leave(staff.change)
    if (payment.isBusy) touchedAt = clock.now()
    const left = touchedAt + till.staff.autoLockMs - clock.now()
    if (!staff.isSignedIn) secondsLeft.value = null
    else if (left > 0) secondsLeft.value = left > WARN_S * SECOND_MS ? null : Math.ceil(left / SECOND_MS)
    else leave(staff.lock)
  }

  function tick(): void {
    look()
    cancel = scheduler.after(SECOND_MS, tick)
  }

  return {
    /** Until it locks by itself, in the last seconds; null before. */
    secondsLeft,
    /** Somebody is there. */
    touch(): void {
      // A machine that slept did not count: whoever wakes it finds it locked.
      look()
      touchedAt = clock.now()
      secondsLeft.value = null
    },
    lock: () => leave(staff.lock),
    changeCashier: () => leave(staff.change),
    async hydrate(): Promise<void> {
      cancel()
      touchedAt = clock.now()
      tick()
    },
    reset(): void {
      cancel()
      secondsLeft.value = null
    },
  }
}
