import type { UserField, UserForm } from '@pos/pos-logic/stores'
import type { UserView } from '@pos/shared-types'
import { useI18n } from 'vue-i18n'
import { useRoleName } from '../../../back-office/use-role-name.ts'

type Held = UserView['roles'][number]

/** What is said about users: their fields, and the roles they hold. */
export function useUserWords(storeName: (id: string) => string | undefined) {
  const { t } = useI18n()
  const nameOf = useRoleName()
  const placeOf = ({ storeId }: Held) =>
    storeId === null ? t('people.headOffice') : (storeName(storeId) ?? t('people.someStore'))
  return {
    roleOf: ({ roleCode, roleName }: Held) => nameOf(roleCode, roleName),
    placeOf,
    heldIn: (held: Held) => t('people.at', { role: nameOf(held.roleCode, held.roleName), store: placeOf(held) }),
    get notSaved() {
      return t('people.notSaved')
    },
    get conflictTitle() {
      return t('people.conflictTitle')
    },
    labelOf: (field: UserField) => t(`people.fields.${field}`),
    valueOf(field: UserField, form: UserForm): string {
      if (field === 'isSuperAdmin') return t(form.isSuperAdmin ? 'people.yes' : 'people.no')
      if (field === 'locale') return t(`common.languages.${form.locale}`)
      return form[field] === '' ? t('people.empty') : form[field]
    },
  }
}
