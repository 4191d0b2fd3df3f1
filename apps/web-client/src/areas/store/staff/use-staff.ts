import { useAction, useLoad } from '@pos/pos-logic/stores'
import { enablePin, listStaff, setBadge, setPinOf, takeBadge, type ResponseOf, type UserId } from '@pos/shared-types'
import { useToasts } from '@pos/ui-kit'
import { computed, shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { useOffice } from '../../../back-office/use-office.ts'

export type StaffRow = ResponseOf<typeof listStaff>['items'][number]

/** The people of this store, and what they prove themselves with at its tills. */
export function useStaff() {
  const { t } = useI18n()
  const { backend, session } = useOffice()
  const toasts = useToasts()
  /** The code of the badge that was given last. It is known here, until the dialog is closed, and nowhere else. */
  const badge = shallowRef<string>()
  const list = useLoad(() => backend.execute(listStaff, {}))
  void list.reload()

  async function done(text: string): Promise<void> {
    toasts.show({ text, tone: 'ok' })
    await list.reload()
  }

  return {
    rows: computed(() => list.data.value?.items ?? []),
    pinDigits: computed(() => list.data.value?.pinDigits ?? 0),
    problem: list.problem,
    isLoading: list.isLoading,
    reload: list.reload,
    canManage: computed(() => session.can('store:employees.manage')),
    badge,
    givePin: useAction(async (userId: UserId, pin: string) => {
      await backend.execute(setPinOf, { params: { userId }, body: { pin } })
      await done(t('store.staff.pinSet'))
      return true
    }),
    enable: useAction(async (userId: UserId) => {
      await backend.execute(enablePin, { params: { userId } })
      await done(t('store.staff.pinOn'))
    }),
    giveBadge: useAction(async (userId: UserId, code: string) => {
      const body = code === '' ? {} : { code }
      badge.value = (await backend.execute(setBadge, { params: { userId }, body })).code
      await list.reload()
    }),
    takeBadge: useAction(async (userId: UserId) => {
      await backend.execute(takeBadge, { params: { userId } })
      await done(t('store.staff.badgeTaken'))
      return true
    }),
  }
}
