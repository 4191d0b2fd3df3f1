import type { RoleField, RoleForm } from '@pos/pos-logic/stores'
import { useI18n } from 'vue-i18n'
import { useRoleName } from '../../../back-office/use-role-name.ts'

/** What roles, their places and their fields are called. */
export function useRoleWords() {
  const { t } = useI18n()
  return {
    nameOf: useRoleName(),
    get notSaved() {
      return t('roles.notSaved')
    },
    get conflictTitle() {
      return t('roles.conflictTitle')
    },
    labelOf: (field: RoleField) => t(`roles.fields.${field}`),
    valueOf(field: RoleField, form: RoleForm): string {
      if (field === 'permissions') return String(form.permissions.length)
      if (field === 'scope') return t(`roles.scopes.${form.scope}`)
      return form[field] === '' ? t('roles.empty') : form[field]
    },
  }
}
