import { pickLanguage, screenTexts, type Language } from '@pos/i18n'
import { createI18n } from 'vue-i18n'

const KEY = 'pos.language'

/** The texts of all pages, in the language last used on this device, else in the browser's. */
export function createTexts() {
  const language = savedLanguage()
  document.documentElement.lang = language
  return createI18n({ legacy: false, locale: language, fallbackLocale: 'en', messages: screenTexts })
}

/** Remembers the language of whoever uses this device. */
export function rememberLanguage(language: Language): void {
  localStorage.setItem(KEY, language)
  document.documentElement.lang = language
}

function savedLanguage(): Language {
  const wanted = [localStorage.getItem(KEY), ...navigator.languages]
  return pickLanguage(wanted.filter((tag) => tag !== null).join(','))
}
