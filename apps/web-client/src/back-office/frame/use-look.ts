import { LANGUAGES, type Language } from '@pos/i18n'
import { computed, shallowRef, type ComputedRef, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { rememberLanguage } from '../../app/texts.ts'
import { applyTheme } from '../../app/theme.ts'

export type Look = {
  readonly isDark: Readonly<Ref<boolean>>
  readonly switchTheme: () => void
  readonly language: ComputedRef<string>
  readonly switchLanguage: () => void
}

/** Theme and language of the page, each with the verb that changes it. */
export function useLook(): Look {
  const { locale } = useI18n()
  const isDark = shallowRef(document.documentElement.classList.contains('dark'))
  return {
    isDark,
    switchTheme() {
      isDark.value = !isDark.value
      applyTheme(isDark.value ? 'dark' : 'light')
    },
    language: computed(() => locale.value),
    switchLanguage() {
      const next = LANGUAGES[(LANGUAGES.indexOf(locale.value as Language) + 1) % LANGUAGES.length]
      if (next === undefined) return
      locale.value = next
      rememberLanguage(next)
    },
  }
}
