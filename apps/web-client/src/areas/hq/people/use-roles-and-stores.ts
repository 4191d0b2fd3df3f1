import { useLoad } from '@pos/pos-logic/stores'
import { listRoles, listStores } from '@pos/shared-types'
import { computed } from 'vue'
import { useRoleName } from '../../../back-office/use-role-name.ts'
import { useHq } from '../use-hq.ts'

/** The roles and stores of the company, as far as the reader may see them, to choose from and to name. */
export function useRolesAndStores() {
  const { backend, session } = useHq()
  const nameOf = useRoleName()
  const roles = useLoad(async () => (session.can('hq:users.view') ? (await backend.execute(listRoles, {})).items : []))
  const stores = useLoad(async () =>
    session.can('hq:stores.view') ? (await backend.execute(listStores, {})).items : [],
  )
  void roles.reload()
  void stores.reload()
  return {
    roles: computed(() => (roles.data.value ?? []).map((role) => ({ ...role, name: nameOf(role.code, role.name) }))),
    stores: computed(() => stores.data.value ?? []),
    storeName: (id: string) => stores.data.value?.find((store) => store.id === id)?.name,
  }
}
