import { useAction, type Backend } from '@pos/pos-logic/stores'
import { provisionStore, revokeProvisioning, type ResponseOf, type StoreId } from '@pos/shared-types'
import { useToasts } from '@pos/ui-kit'
import { computed, shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'

export type Token = ResponseOf<typeof provisionStore>

/** Makes the token that sets up a store's server, and takes it back. */
export function useProvisioning(backend: Backend) {
  const { t } = useI18n()
  const toasts = useToasts()
  /** The token that was made last. It is known here, until the dialog is closed, and nowhere else. */
  const made = shallowRef<{ readonly storeId: StoreId; readonly token: Token }>()
  const making = useAction(async (storeId: StoreId) => {
    made.value = { storeId, token: await backend.execute(provisionStore, { params: { id: storeId } }) }
  })
  const takingBack = useAction(async () => {
    if (made.value === undefined) return
    const { storeId: id, token } = made.value
    await backend.execute(revokeProvisioning, { params: { id, tokenId: token.tokenId } })
    made.value = undefined
    toasts.show({ text: t('hq.store.tokenGone') })
  })
  return {
    token: computed(() => made.value?.token),
    forgetToken: () => (made.value = undefined),
    making,
    takingBack,
    problem: computed(() => making.problem.value ?? takingBack.problem.value),
  }
}
