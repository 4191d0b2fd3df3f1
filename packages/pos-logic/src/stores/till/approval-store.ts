import { DomainError } from '@pos/core'
import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { UserId } from '@pos/shared-types'
import { ApprovalNeeded, type ApprovalNeed } from '../../till/approval-needed.ts'
import type { ApprovalAsk } from '../../till/approvals.ts'
import type { RemoteAnswer, RemoteAsk } from '../../till/remote-approvals.ts'
import { isAway } from '../../till/store-api.ts'
import type { CashierChoice } from '../../till/staff.ts'
import { useCartStore } from './cart-store.ts'
import { tillPorts, type TillPorts } from './till-ports.ts'

const SECOND_MS = 1000
/** How a question to the back office ended without consent. */
type RemoteOutcome = { readonly kind: 'refused'; readonly byName: string | null } | { readonly kind: 'unanswered' }

const nothing = (): void => undefined

/** Another person's consent, asked for over the screen that needs it. */
export const useApprovalStore = defineStore('approval', () => approvalStore(tillPorts()))

function approvalStore({ till, clock, scheduler }: TillPorts) {
  const cart = useCartStore()
  const ask = shallowRef<ApprovalAsk | null>(null)
  const approvers = shallowRef<readonly CashierChoice[]>([])
  const secondsLeft = ref(0)
  const mayAskRemotely = ref(false)
  /** The question in the back office, while it waits there. */
  const remote = shallowRef<RemoteAsk | null>(null)
  const isLineLost = ref(false)
  const remoteProblem = shallowRef<unknown>()
  const outcome = shallowRef<RemoteOutcome | null>(null)
  let stopLooking = nothing
  let takeBack: () => void = nothing
  let answer: (isGiven: boolean) => void = () => {}
  let stopTicking = () => {}

  function tick(): void {
    if (ask.value === null) return
    secondsLeft.value = Math.max(0, Math.ceil((ask.value.expiresAt - clock.now()) / SECOND_MS))
    if (secondsLeft.value === 0) {
      if (remote.value !== null) outcome.value = { kind: 'unanswered' }
      return close(false)
    }
    stopTicking = scheduler.after(SECOND_MS, tick)
  }

  /** Whoever waits for the question to go, such as a scan, finds the cart as the answer leaves it. */
  function close(isGiven: boolean): void {
    stopTicking()
    withdraw()
    remoteProblem.value = undefined
    if (!isGiven) takeBack()
    takeBack = nothing
    ask.value = null
    answer(isGiven)
  }

  /** Resolves when somebody has consented, or the cashier has given up or waited too long. */
  async function request(needs: readonly ApprovalNeed[], onRefusal: () => void = nothing): Promise<boolean> {
    if (ask.value !== null) return false
    takeBack = onRefusal
    outcome.value = null
    ask.value = till.approvals.ask(needs)
    mayAskRemotely.value = till.approvals.mayAskRemotely(ask.value)
    approvers.value = await till.approvals.approvers()
    tick()
    return new Promise((resolve) => {
      answer = resolve
    })
  }

  function endRemote(): void {
    stopLooking()
    stopLooking = nothing
    remote.value = null
    isLineLost.value = false
  }

  /** Whatever the back office says from now on, nobody here waits for it. */
  function withdraw(): void {
    if (remote.value === null) return
    void till.approvals.withdraw(remote.value)
    endRemote()
  }

  /** Asks the back office too. The time begins anew, here as there. */
  async function askRemotely(wordsOf: (need: ApprovalNeed) => string | null): Promise<void> {
    const asked = ask.value
    if (asked === null || remote.value !== null) return
    remoteProblem.value = undefined
    const sent = await till.approvals.askRemotely(asked, wordsOf)
    // Somebody may have answered here, or given up, while it was on its way.
    if (ask.value !== asked || remote.value !== null) return till.approvals.withdraw(sent)
    ask.value = { ...till.approvals.ask(asked.needs), expiresAt: sent.expiresAt }
    remote.value = sent
    lookLater(sent)
  }

  function lookLater(sent: RemoteAsk): void {
    stopLooking = scheduler.after(SECOND_MS, () => void look(sent))
  }

  async function look(sent: RemoteAsk): Promise<void> {
    const asked = ask.value
    if (asked === null || remote.value !== sent) return
    try {
      const said = await till.approvals.lookForAnswer(asked, sent)
      if (remote.value === sent) take(sent, said)
    } catch (error) {
      if (remote.value !== sent) return
      isLineLost.value = error instanceof DomainError && isAway(error.code)
      if (isLineLost.value) return lookLater(sent)
      withdraw()
      remoteProblem.value = error
    }
  }

  function take(sent: RemoteAsk, said: RemoteAnswer): void {
    isLineLost.value = false
    if (said.state === 'pending') return lookLater(sent)
    endRemote()
    if (said.state === 'approved') cart.read()
    if (said.state === 'rejected') outcome.value = { kind: 'refused', byName: said.byName }
    if (said.state === 'expired') outcome.value = { kind: 'unanswered' }
    close(said.state === 'approved')
  }

  return {
    /** What is asked for now; null when nothing is. */
    ask,
    /** Who may be asked. */
    approvers,
    secondsLeft,
    /** Whether the back office may be asked, if the store is reached. */
    mayAskRemotely,
    /** The back office has been asked and has not answered yet. */
    isWaiting: computed(() => remote.value !== null),
    /** The store cannot be asked for the answer now; whoever stands here may still give it. */
    isLineLost,
    /** Why the answer of the back office could not be taken. */
    remoteProblem,
    /** How the last question to the back office ended, where it was not with consent. */
    outcome,
    forgetOutcome: () => (outcome.value = null),
    askRemotely,
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
      const isAsked = needs.length > 0 && (await till.approvals.canBeAsked(needs))
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
      outcome.value = null
    },
  }
}
