import { useAction } from '@pos/pos-logic/stores'
import { useToasts } from '@pos/ui-kit'
import { shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRouter } from 'vue-router'

/** Deletes a policy once that was confirmed, and goes back to the list. */
export function useRemoval(remove: () => Promise<unknown>, discard: () => void) {
  const { t } = useI18n()
  const router = useRouter()
  const toasts = useToasts()
  const isAsking = shallowRef(false)
  const removing = useAction(async () => {
    isAsking.value = false
    await remove()
    discard()
    toasts.show({ text: t('policies.deleted') })
    await router.replace({ name: 'hq-policies' })
  })
  return { isAsking, removing }
}
