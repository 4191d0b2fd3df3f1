import { useI18n } from 'vue-i18n'

/** What a role is called: one that comes with the product in the reader's language. */
export function useRoleName(): (code: string, name: string) => string {
  const i18n = useI18n()
  return (code, name) => (i18n.te(`roles.names.${code}`) ? i18n.t(`roles.names.${code}`) : name)
}
