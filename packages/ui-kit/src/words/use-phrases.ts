import type { UiKitKey } from '@pos/i18n'
import { useI18n } from 'vue-i18n'

export type Say = (key: UiKitKey, params?: Readonly<Record<string, string | number>>) => string

/** What components say by themselves, in the language of the page. `count` chooses the plural. */
export function usePhrases(): Say {
  const { t } = useI18n({ useScope: 'global' })
  return (key, params) => (params === undefined ? t(`uiKit.${key}`) : t(`uiKit.${key}`, params))
}

/** The language of the page. */
export function useLanguage() {
  return useI18n({ useScope: 'global' }).locale
}
