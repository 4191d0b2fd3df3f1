import { useLoad } from '@pos/pos-logic/stores'
import { listDepartments, listUsers, type PolicyTarget } from '@pos/shared-types'
import { computed, type ComputedRef } from 'vue'
import { useRolesAndStores } from '../people/use-roles-and-stores.ts'
import { useHq } from '../use-hq.ts'

export type Choice = { readonly value: string; readonly label: string }
export type PolicyChoices = ComputedRef<Readonly<Record<PolicyTarget, readonly Choice[]>>>

/** As many as one page of the list holds: more are found by their role. */
const MOST_USERS = 200

/** What policies name: roles, people, stores and departments, as far as the reader may see them. */
export function usePolicyChoices(): PolicyChoices {
  const { backend, session } = useHq()
  const { roles, stores } = useRolesAndStores()
  const users = useLoad(async () =>
    session.can('hq:users.view') ? (await backend.execute(listUsers, { query: { limit: MOST_USERS } })).items : [],
  )
  const departments = useLoad(async () =>
    session.can('hq:products.view') ? (await backend.execute(listDepartments, {})).items : [],
  )
  void users.reload()
  void departments.reload()
  const named = (list: readonly { readonly id: string; readonly name: string }[]) =>
    list.map(({ id, name }) => ({ value: id, label: name }))
  return computed(() => ({
    role: named(roles.value),
    user: (users.data.value ?? []).map(({ id, displayName }) => ({ value: id, label: displayName })),
    store: named(stores.value),
    department: named(departments.data.value ?? []),
  }))
}
