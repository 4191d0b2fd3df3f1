import { useAction, useUserEditor } from '@pos/pos-logic/stores'
import {
  assignRole,
  disableUser,
  enableUser,
  resetMfa,
  resetPassword,
  revokeRole,
  type ResponseOf,
  type StoreId,
  type UserId,
  type UserView,
} from '@pos/shared-types'
import { rescueFocus, useToasts } from '@pos/ui-kit'
import { computed, nextTick, shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { useHq } from '../use-hq.ts'

export type Grant = { readonly roleCode: string; readonly roleName: string; readonly storeId: StoreId | undefined }

/** A user, and what an administrator does about him. What is written in the form stays through all of it. */
export function useUserPage(id: UserId) {
  const { t } = useI18n()
  const { backend } = useHq()
  const toasts = useToasts()
  const editor = useUserEditor(backend, id, 'en')
  const { record: user, adopt, refresh } = editor
  const token = shallowRef<ResponseOf<typeof resetPassword>>()
  const name = () => user.value?.displayName ?? ''
  const at = { params: { id } }

  /** Does something, shows the user as it left him, and says so. */
  const act = useAction(async (work: () => Promise<UserView>, said: string) => {
    adopt(await work())
    toasts.show({ text: said })
    void focusStays()
    return true
  })
  const reset = useAction(async () => {
    token.value = await backend.execute(resetPassword, at)
  })
  const resetApp = useAction(async () => {
    await backend.execute(resetMfa, at)
    toasts.show({ text: t('people.account.resetMfaDone', { name: name() }) })
    await refresh()
    return true
  })
  void refresh()

  /** What was pressed is gone with what it was about. */
  async function focusStays(): Promise<void> {
    await nextTick()
    rescueFocus()
  }
  const revision = () => ({ revision: user.value?.revision ?? 0 })
  return {
    editor,
    token,
    resetApp,
    reset,
    isBusy: computed(() => act.isBusy.value || reset.isBusy.value || resetApp.isBusy.value),
    problem: computed(() => act.problem.value ?? reset.problem.value ?? resetApp.problem.value),
    give: ({ roleCode, roleName, storeId }: Grant) =>
      act.run(
        () => backend.execute(assignRole, { ...at, body: { roleCode, ...(storeId !== undefined && { storeId }) } }),
        t('people.roles.given', { role: roleName }),
      ),
    take: (assignmentId: string, roleName: string) =>
      act.run(
        () => backend.execute(revokeRole, { params: { id, assignmentId } }),
        t('people.roles.taken', { role: roleName }),
      ),
    disable: () =>
      act.run(
        () => backend.execute(disableUser, { ...at, body: revision() }),
        t('people.account.disabled', { name: name() }),
      ),
    enable: () =>
      act.run(
        () => backend.execute(enableUser, { ...at, body: revision() }),
        t('people.account.enabled', { name: name() }),
      ),
    async save(): Promise<void> {
      if (await editor.save()) toasts.show({ text: t('people.saved') })
    },
  }
}
