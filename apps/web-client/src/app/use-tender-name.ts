import { tenderName, type Language } from '@pos/i18n'
import { useI18n } from 'vue-i18n'

/** Says a way to pay in the person's language. */
export function useTenderName(): (name: string) => string {
  const { locale } = useI18n()
  return (name) => tenderName(name, locale.value as Language)
}
