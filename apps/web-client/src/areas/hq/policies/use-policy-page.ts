import { browserIds } from '@pos/pos-logic/browser'
import { useAction, type Backend } from '@pos/pos-logic/stores'
import { useToasts } from '@pos/ui-kit'
import { shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRouter } from 'vue-router'
import { useHq } from '../use-hq.ts'

type Editor = {
  readonly save: () => Promise<boolean>
  readonly refresh: () => Promise<void>
  readonly discard: () => void
}
type Open<Opened> = (backend: Backend, which: { readonly id: string; readonly isNew: boolean }) => Opened

/** What the pages of a policy and of an approval share: opening, saving, and deleting once that was confirmed. */
export function usePolicyPage<Opened extends Editor>(
  given: string | undefined,
  open: Open<Opened>,
  remove: (backend: Backend, id: string) => Promise<unknown>,
) {
  const { t } = useI18n()
  const router = useRouter()
  const toasts = useToasts()
  const { backend } = useHq()
  const isNew = given === undefined
  const id = given ?? browserIds.next()
  const editor = open(backend, { id, isNew })
  if (!isNew) void editor.refresh()
  const toList = () => router.replace({ name: 'hq-policies' })

  const isAsking = shallowRef(false)
  const removing = useAction(async () => {
    isAsking.value = false
    await remove(backend, id)
    editor.discard()
    toasts.show({ text: t('policies.deleted') })
    await toList()
  })

  async function save(): Promise<void> {
    if (!(await editor.save())) return
    toasts.show({ text: t('policies.saved') })
    if (isNew) await toList()
  }

  return { isNew, editor, save, isAsking, removing }
}
