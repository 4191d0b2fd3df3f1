import type { RoleField, RoleForm } from '@pos/pos-logic/stores'
import { useI18n } from 'vue-i18n'

/** What roles, their places and their fields are called. */
export function useRoleWords() {
  const i18n = useI18n()
  const { t } = i18n
  return {
    /** Roles that come with the product are called in the reader's language. */
    nameOf: (code: string, name: string) => (i18n.te(`roles.names.${code}`) ? t(`roles.names.${code}`) : name),
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
