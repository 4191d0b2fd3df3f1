import { DomainError } from '@pos/core'
import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { UserId } from '@pos/shared-types'
import { ApprovalNeeded, type ApprovalNeed } from '../../till/approval-needed.ts'
import type { ApprovalAsk } from '../../till/approvals.ts'
import type { CashierChoice } from '../../till/staff.ts'
import { useCartStore } from './cart-store.ts'
import { tillPorts, type TillPorts } from './till-ports.ts'

const SECOND_MS = 1000
const nothing = (): void => undefined

/** Another person's consent, asked for over the screen that needs it. */
export const useApprovalStore = defineStore('approval', () => approvalStore(tillPorts()))

function approvalStore({ till, clock, scheduler }: TillPorts) {
  const cart = useCartStore()
  const ask = shallowRef<ApprovalAsk | null>(null)
  const approvers = shallowRef<readonly CashierChoice[]>([])
  const secondsLeft = ref(0)
  let takeBack: () => void = nothing
  let answer: (isGiven: boolean) => void = () => {}
  let stopTicking = () => {}

  function tick(): void {
    if (ask.value === null) return
    secondsLeft.value = Math.max(0, Math.ceil((ask.value.expiresAt - clock.now()) / SECOND_MS))
    if (secondsLeft.value === 0) return close(false)
    stopTicking = scheduler.after(SECOND_MS, tick)
  }

  /** Whoever waits for the question to go, such as a scan, finds the cart as the answer leaves it. */
  function close(isGiven: boolean): void {
    stopTicking()
    if (!isGiven) takeBack()
    takeBack = nothing
    ask.value = null
    answer(isGiven)
  }

  /** Resolves when somebody has consented, or the cashier has given up or waited too long. */
  async function request(needs: readonly ApprovalNeed[], onRefusal: () => void = nothing): Promise<boolean> {
    if (ask.value !== null) return false
    takeBack = onRefusal
    ask.value = till.approvals.ask(needs)
    approvers.value = await till.approvals.approvers()
    tick()
    return new Promise((resolve) => {
      answer = resolve
    })
  }

  return {
    /** What is asked for now; null when nothing is. */
    ask,
    /** Who may be asked. */
    approvers,
    secondsLeft,
    isOpen: computed(() => ask.value !== null),
    /** Does something that may need consent, and does it again once there is. */
    async withConsent<Result>(work: () => Promise<Result>): Promise<Result> {
      for (;;) {
        try {
          return await work()
        } catch (error) {
          if (!(error instanceof ApprovalNeeded) || !(await request(error.needs))) throw error
        }
      }
    },
    /**
     * Asks for what the last change of the cart needs; without consent it is taken back. `onStay` is called when the
     * change needs nothing, or is about to be asked for: the form it came from may go.
     *
     * @throws DomainError PERMISSION_DENIED when a right is missing and nobody could lend it; the change is taken back
     */
    async forLastChange(onStay: () => void): Promise<void> {
      const needs = await till.approvals.needs()
      const isAsked = needs.length > 0 && (await till.approvals.approvers()).length > 0
      const denied = needs.find(({ code }) => code === 'PERMISSION_DENIED')
      if (!isAsked && denied) {
        cart.undo()
        throw new DomainError(denied.code, denied.params)
      }
      onStay()
      if (isAsked) await request(needs, () => cart.undo())
    },
    /** Takes the consent of a person who proves who he is; refused, the question stays. */
    async approve(approverId: UserId, pin: string): Promise<void> {
      if (ask.value === null) return
      await till.approvals.approve(ask.value, approverId, pin)
      cart.read()
      close(true)
    },
    /** The same by badge. Answers who must still type the PIN; null when nobody must. */
    async approveByBadge(code: string): Promise<UserId | null> {
      if (ask.value === null) return null
      const { approverId, isGiven } = await till.approvals.approveByBadge(ask.value, code)
      if (!isGiven) return approverId
      cart.read()
      close(true)
      return null
    },
    cancel: () => close(false),
    hydrate: async (): Promise<void> => {},
    reset(): void {
      if (ask.value !== null) close(false)
      approvers.value = []
    },
  }
}
