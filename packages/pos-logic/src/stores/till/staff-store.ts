import type { PermissionCode, UserId } from '@pos/shared-types'
import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { Cashier } from '../../journal/journal-stores.ts'
import type { CashierChoice } from '../../till/staff.ts'
import { tillPorts, type TillPorts } from './till-ports.ts'

/** Who may stand at the till, and who does. */
export const useStaffStore = defineStore('staff', () => staffStore(tillPorts()))

type Person = Pick<Cashier, 'userId' | 'displayName' | 'permissions'>

function staffStore({ till }: TillPorts) {
  const people = shallowRef<readonly CashierChoice[]>([])
  const current = shallowRef<Person | null>(null)
  /** Who locked the till, and may come back to it. */
  const lockedBy = shallowRef<Person | null>(null)
  /** Why the store's list could not be read at the start. */
  const problem = shallowRef<unknown>()

  function read(): void {
    const cashier = till.staff.current
    if (cashier === undefined) current.value = null
    else {
      const { userId, displayName, permissions } = cashier
      current.value = { userId, displayName, permissions }
    }
  }

  async function load(): Promise<void> {
    people.value = await till.staff.list()
    problem.value = undefined
  }

  return {
    people,
    current,
    lockedBy,
    problem,
    isSignedIn: computed(() => current.value !== null),
    can: (permission: PermissionCode): boolean => current.value !== null && till.staff.may(permission),
    /** Whether he has it, and may not use it until head office is heard again. */
    isLapsed: (permission: PermissionCode): boolean => current.value !== null && till.staff.isLapsed(permission),
    nameOf: (userId: UserId): string | undefined => people.value.find((each) => each.userId === userId)?.displayName,
    load,
    async signIn(userId: UserId, pin: string): Promise<void> {
      await till.staff.signIn(userId, pin)
      lockedBy.value = null
      read()
    },
    /** By badge. Answers who must still type the PIN; null when nobody must. */
    async signInByBadge(code: string): Promise<UserId | null> {
      const { userId, isSignedIn } = await till.staff.signInByBadge(code)
      if (!isSignedIn) return userId
      lockedBy.value = null
      read()
      return null
    },
    /** Ends nothing: shift and cart stay for whoever comes back. */
    lock(): void {
      lockedBy.value = current.value
      till.staff.signOut()
      read()
    },
    /** The same for somebody else to come. */
    change(): void {
      lockedBy.value = null
      till.staff.signOut()
      read()
    },
    /** Whoever signed in here before is there at once; the store's own list comes when it comes. */
    async hydrate(): Promise<void> {
      read()
      people.value = await till.staff.known()
      if (till.setUp.identity !== undefined) load().catch((error: unknown) => (problem.value = error))
    },
    reset(): void {
      people.value = []
      current.value = null
      lockedBy.value = null
      problem.value = undefined
    },
  }
}
